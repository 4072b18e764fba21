import { groupBy } from '../group-by.ts';
import type { Level } from '#core/levels/levels.ts';
import { shownLevel } from '../levels/warming.ts';
import type { Reading } from '#core/topics/reading.ts';
import type { MetricsState, RiskEntry, RiskState } from '#core/topics/states.ts';
import { changeOf } from '../metrics/trend.ts';
import type { HeatmapChoice } from './choice.ts';

/** One server; `value` is absent where the daemon does not report it. */
export interface Cell {
	readonly server: string;
	readonly profile: string;
	/** None while too little is known. */
	readonly level: Level | undefined;
	readonly warming: boolean;
	readonly score: number;
	readonly value: number | undefined;
}

export interface CellGroup {
	readonly profile: string;
	readonly cells: readonly Cell[];
}

/** Returns the servers that pass the filter, grouped by profile and sorted as chosen. `chanceOf` is for a moment ahead. */
export function cellGroups(
	risk: RiskState,
	metrics: MetricsState,
	choice: HeatmapChoice,
	chanceOf: (server: string) => number = () => 0
): readonly CellGroup[] {
	const cells: Cell[] = [];
	for (const [server, entry] of Object.entries(risk)) {
		if (choice.profile !== '' && entry.profile !== choice.profile) continue;
		const level = shownLevel(entry);
		if (choice.level !== '' && level !== choice.level) continue;
		const reading = Object.hasOwn(metrics, server) ? metrics[server] : undefined;
		const { profile, score, warming = false } = entry;
		const value = choice.metric === 'chance' ? chanceOf(server) : valueOf(entry, reading, choice);
		cells.push({ server, profile, level, warming, score, value });
	}
	const sorted = [...groupBy(cells, ({ profile }) => profile)].map(([profile, cells]) => ({
		profile,
		cells: cells.sort(choice.sort === 'name' ? byName : byScore)
	}));
	return sorted.sort(choice.sort === 'risk' ? byFirstScore : byProfile);
}

function valueOf(
	entry: RiskEntry,
	reading: Reading | undefined,
	{ metric, moment }: HeatmapChoice
): number | undefined {
	if (metric === 'risk' || metric === 'chance') return entry.score;
	const pair = reading?.[metric];
	if (!pair) return undefined;
	if (moment === 'change') return changeOf(pair);
	return moment === 'now' ? pair[0] : pair[1];
}

function byName(a: Cell, b: Cell): number {
	return a.server < b.server ? -1 : 1;
}

function byScore(a: Cell, b: Cell): number {
	return b.score - a.score || byName(a, b);
}

function byProfile(a: CellGroup, b: CellGroup): number {
	return a.profile < b.profile ? -1 : 1;
}

function byFirstScore(a: CellGroup, b: CellGroup): number {
	const [first, second] = [a.cells[0], b.cells[0]];
	return (second?.score ?? 0) - (first?.score ?? 0) || byProfile(a, b);
}

/** Statistics of the servers shown. The deviation is that of these servers, not an estimate for others. */
export interface Statistics {
	readonly count: number;
	readonly min: number;
	readonly mean: number;
	readonly max: number;
	readonly standardDeviation: number;
}

/** Undefined where no server has a value. */
export function statisticsOf(cells: readonly Cell[]): Statistics | undefined {
	const values = cells.flatMap(({ value }) => value ?? []);
	if (values.length === 0) return undefined;
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
	// A loop: as arguments of Math.min a large fleet would overflow the stack.
	let [min, max] = [Infinity, -Infinity];
	for (const value of values) {
		min = Math.min(min, value);
		max = Math.max(max, value);
	}
	return { count: values.length, min, mean, max, standardDeviation: Math.sqrt(variance) };
}
