import { judgedCounts } from '#view-models/levels/warming.ts';
import type { ConnectionState } from '#view-models/frame/connection-state.ts';
import { fleetHealth } from '#view-models/levels/fleet-health.ts';
import { clockTime, decimal, elapsed } from '#core/format.ts';
import { LEVELS } from '#core/levels/levels.ts';
import {
	DISPLAY_METRIC_LABELS,
	DISPLAY_METRICS,
	type DisplayMetric
} from '#core/metrics/metrics.ts';
import type { NowAndSoon } from '#core/topics/reading.ts';
import type { SummaryState } from '#core/topics/states.ts';
import { whyInWords } from '../connection-monitor.ts';
import { cells, clip, fit } from '../terminal/cells.ts';
import { harmless } from '../terminal/harmless.ts';
import { LEVEL_SHAPES, type Style } from '../terminal/style.ts';
import { inside, SORTS, type TopRow, type View } from './top-view.ts';

export interface TopFacts {
	readonly where: string;
	readonly connection: ConnectionState;
	readonly summary: SummaryState | undefined;
	readonly rows: readonly TopRow[];
	readonly at: number | undefined;
	readonly ageMs: number | undefined;
	readonly demo: boolean;
}

export interface Size {
	readonly columns: number;
	readonly rows: number;
}

/** Two header lines, one with the columns' names, and the footer. */
const FURNITURE = 4;
const LEVEL_WIDTH = 10;
const RISK_WIDTH = 5;
const METRIC_WIDTH = 13;
const NAME_WIDTHS = { least: 8, most: 40 };
const PROFILE_WIDTH = 18;

/** How many servers are visible. */
export function pageOf({ rows }: Size): number {
	return Math.max(1, rows - FURNITURE);
}

/** Returns the whole screen, a string per row, none too wide. Stale data are dimmed, and the first row says why. */
export function topFrame(facts: TopFacts, view: View, size: Size, style: Style): string[] {
	const { connection, rows } = facts;
	const trusted = connection.kind === 'live' || connection.kind === 'degraded';
	const page = pageOf(size);
	const first = inside(view.first, rows.length, page);
	const columns = columnsFor(rows, size.columns);
	const body = rows.slice(first, first + page).map((row) => {
		const line = columns.map(({ text, lean, width }) => fit(text(row), width, lean)).join('  ');
		const clipped = clip(line, size.columns);
		return trusted ? paintLevel(clipped, row, style) : style.dim(clipped);
	});
	const titles = columns.map(({ title, lean, width }) => fit(title, width, lean)).join('  ');
	const head = [
		headLine(facts, trusted, size.columns, style),
		trusted
			? countsLine(facts.summary, size.columns, style)
			: clip(whyInWords(connection), size.columns),
		style.reverse(fit(titles, size.columns))
	];
	const blank = Array.from({ length: page - body.length }, () => '');
	return [...head, ...body, ...blank, footLine(first, page, rows.length, view, size.columns)].slice(
		0,
		size.rows
	);
}

function headLine(
	{ where, connection, at, ageMs, demo }: TopFacts,
	trusted: boolean,
	width: number,
	style: Style
): string {
	const parts = [
		trusted ? connection.headline : connection.headline.toUpperCase(),
		...(at === undefined ? [] : [`last update ${clockTime(at, 'viewer')}`]),
		...(ageMs === undefined ? [] : [`data ${elapsed(ageMs)} old`]),
		...(demo ? ['demo data'] : []),
		harmless(where)
	];
	const line = clip(parts.join('  ·  '), width);
	return trusted ? style.bold(line) : style.alarm(line);
}

function countsLine(summary: SummaryState | undefined, width: number, style: Style): string {
	if (!summary) return '';
	const { counts, risk30mPercent, risk8hPercent } = summary;
	const judged = judgedCounts(counts);
	const health = fleetHealth(counts);
	const plain = [
		...LEVELS.map((level) => `${LEVEL_SHAPES[level]} ${judged[level]} ${level}`),
		...(judged.warming ? [`${judged.warming} warming`] : []),
		...(health ? [`environment ${[health.status, health.beside].filter(Boolean).join(', ')}`] : []),
		...(risk30mPercent === undefined ? [] : [`${decimal(risk30mPercent)}% in 30 min`]),
		...(risk8hPercent === undefined ? [] : [`${decimal(risk8hPercent)}% in 8 h`])
	].join('   ');
	const line = clip(plain, width);
	// Colours come after cutting, which counts visible characters.
	return LEVELS.reduce(
		(painted, level) =>
			painted.replace(`${LEVEL_SHAPES[level]} ${judged[level]} ${level}`, (part) =>
				style.level(level, part)
			),
		line
	);
}

function footLine(first: number, page: number, count: number, view: View, width: number): string {
	const sight =
		count === 0 ? 'no servers' : `${first + 1}–${Math.min(count, first + page)} of ${count}`;
	const keys = Object.entries(SORTS).map(([key, sort]) =>
		sort === view.sort ? `[${key} ${sort}]` : `${key} ${sort}`
	);
	return clip(`${sight}  q quit  ↑↓ scroll  sort: ${keys.join('  ')}`, width);
}

interface Column {
	readonly title: string;
	readonly width: number;
	readonly lean: 'left' | 'right';
	readonly text: (row: TopRow) => string;
}

/** As many columns as fit on the screen, the most important first. */
function columnsFor(rows: readonly TopRow[], width: number): Column[] {
	const longest = Math.max(0, ...rows.map(({ name }) => cells(harmless(name))));
	const fixed = LEVEL_WIDTH + RISK_WIDTH + 3 * 2;
	const least = Math.max(NAME_WIDTHS.least, Math.min(longest, NAME_WIDTHS.most));
	const nameWidth = Math.max(1, Math.min(least, width - fixed));
	const columns: Column[] = [
		{ title: 'server', width: nameWidth, lean: 'left', text: ({ name }) => harmless(name) },
		{
			title: 'level',
			width: LEVEL_WIDTH,
			lean: 'left',
			text: ({ level }) => `${LEVEL_SHAPES[level]} ${level}`
		},
		{ title: 'risk', width: RISK_WIDTH, lean: 'right', text: ({ score }) => decimal(score) }
	];
	let left = width - nameWidth - LEVEL_WIDTH - RISK_WIDTH - 2 * 2;
	for (const column of [
		...(['cpu', 'iowait', 'memory'] as const).map(metricColumn),
		PROFILE,
		...REST
	]) {
		if (left < column.width + 2) break;
		columns.push(column);
		left -= column.width + 2;
	}
	return columns;
}

const PROFILE: Column = {
	title: 'profile',
	width: PROFILE_WIDTH,
	lean: 'left',
	text: ({ profile, silent, warming }) =>
		`${harmless(profile)}${warming ? ' (warming)' : ''}${silent ? ' (silent)' : ''}`
};
const REST = DISPLAY_METRICS.filter(
	(metric) => metric !== 'cpu' && metric !== 'iowait' && metric !== 'memory'
).map(metricColumn);

/** Now, and the forecast for 30 minutes ahead. */
function metricColumn(metric: DisplayMetric): Column {
	const { name, unit } = DISPLAY_METRIC_LABELS[metric];
	return {
		title: `${name}${unit === '%' ? '%' : ''}`,
		width: METRIC_WIDTH,
		lean: 'right',
		text: (row) => pair(row[metric])
	};
}

function pair(values: NowAndSoon | undefined): string {
	return values ? `${decimal(values[0])} → ${decimal(values[1])}` : '–';
}

function paintLevel(line: string, { level }: TopRow, style: Style): string {
	return line.replace(`${LEVEL_SHAPES[level]} ${level}`, (part) => style.level(level, part));
}
