import { countsInWords } from '#view-models/levels/warming.ts';
import { nearestFirst } from '#view-models/alerts/alert-order.ts';
import { comingInWords, markOf, overInWords } from '#view-models/alerts/alert-words.ts';
import { counted, decimal, signed } from '#core/format.ts';
import type { Json, JsonObject } from '#core/json/json.ts';
import type { Level } from '#core/levels/levels.ts';
import { serverOfTopic, type Topic } from '#core/protocol/topic.ts';
import type { StateOf } from '#core/topics/schema-of.ts';
import type { OutlookFleetState } from '#core/topics/outlook.ts';
import type { Alert, Forecast, RiskEntry, ServerState, SummaryState } from '#core/topics/states.ts';
import { harmless } from '../terminal/harmless.ts';
import { LEVEL_SHAPES, type Style } from '../terminal/style.ts';
import { outlookFleetLine, outlookLine } from './outlook-lines.ts';

/** Long enough to recognise a value, short enough for a line. */
const LONGEST_VALUE = 200;

/**
 * Returns the changes from one state of a topic to the next, one per line; all of it where there is no previous state. An
 * unchanged state has no lines.
 */
export function stateLines<T extends Topic>(
	topic: T,
	before: StateOf<T> | undefined,
	after: StateOf<T>,
	style: Style
): string[] {
	if (topic === 'risk')
		return entryLines<RiskEntry>(before, after, byScore, (name, entry, was) => [
			riskLine(name, entry, was, style)
		]);
	if (topic === 'alerts')
		return entryLines<Alert>(before, after, bySoonest, (_key, alert) => [alertLine(alert, style)]);
	if (topic === 'outlook')
		return entryLines<string>(
			before,
			after,
			() => 0,
			(name, digits) => [outlookLine(name, digits)]
		);
	if (topic === 'outlook-fleet') return [outlookFleetLine(after as OutlookFleetState)];
	if (topic === 'summary') return [summaryLine(after as SummaryState)];
	if (serverOfTopic(topic) !== undefined) return serverLines(after as ServerState, style);
	return entryLines<Json>(
		before,
		after,
		() => 0,
		(key, value) => [`${harmless(key)}: ${compact(value)}`]
	);
}

function entryLines<Entry>(
	before: object | undefined,
	after: object,
	order: (a: Entry, b: Entry) => number,
	line: (key: string, entry: Entry, was: Entry | undefined) => string[]
): string[] {
	const old = new Map(Object.entries(before ?? {})) as Map<string, Entry>;
	const now = new Map(Object.entries(after)) as Map<string, Entry>;
	const changed = [...now]
		.filter(([key, entry]) => !same(old.get(key), entry))
		.sort(([, a], [, b]) => order(a, b))
		.flatMap(([key, entry]) => line(key, entry, old.get(key)));
	const gone = [...old.keys()].filter((key) => !now.has(key));
	return [...changed, ...gone.map((key) => `${harmless(key)}  gone`)];
}

/** Unchanged parts are shared between states, so most comparisons end at identity. */
function same(a: unknown, b: unknown): boolean {
	return a === b || JSON.stringify(a) === JSON.stringify(b);
}

const byScore = (a: RiskEntry, b: RiskEntry) => b.score - a.score;
/** Current before predicted. */
const bySoonest = (a: Alert, b: Alert) =>
	Number(b.over !== undefined) - Number(a.over !== undefined) || a.minutes - b.minutes;

function levelWord(level: Level, style: Style): string {
	return style.level(level, `${LEVEL_SHAPES[level]} ${level.padEnd(8)}`);
}

function riskLine(
	name: string,
	{ score, level, profile, silent, warming }: RiskEntry,
	was: RiskEntry | undefined,
	style: Style
): string {
	const change = was ? `${signed(score - was.score).padStart(6)}  ` : '';
	const marks = `${warming ? '  warming' : ''}${silent ? '  silent' : ''}`;
	return `${levelWord(level, style)} ${decimal(score).padStart(5)}  ${change}${harmless(name)}  ${harmless(profile)}${marks}`;
}

function alertLine(alert: Alert, style: Style) {
	const { server, metric, value, threshold, over } = alert;
	const crossing = over
		? `${decimal(over.value)}, limit ${decimal(over.threshold)}, ${overInWords(over)}`
		: `p50 ${decimal(value)} over ${decimal(threshold)} in ${alert.minutes} min`;
	const coming = comingInWords(alert);
	return `${levelWord(markOf(alert), style)} ${harmless(server)}  ${harmless(metric)} ${crossing}${coming ? `, ${coming}` : ''}`;
}

function summaryLine({ counts, highest, risk30mPercent, risk8hPercent }: SummaryState): string {
	const [worst] = Object.entries(highest).sort(([, a], [, b]) => b.score - a.score);
	return [
		`${counted(counts.total, 'server')}: ${countsInWords(counts)}`,
		...(risk30mPercent === undefined ? [] : [`${decimal(risk30mPercent)}% in 30 min`]),
		...(risk8hPercent === undefined ? [] : [`${decimal(risk8hPercent)}% in 8 h`]),
		...(worst ? [`highest ${harmless(worst[0])} ${decimal(worst[1].score)}`] : [])
	].join('; ');
}

function serverLines(state: ServerState, style: Style): string[] {
	if (!state.present) return ['The fleet has no such server.'];
	const metrics = Object.entries(state.metrics).map(
		([metric, { now, ...forecast }]) =>
			`  ${harmless(metric).padEnd(18)} ${decimal(now).padStart(7)}${lastOf(forecast)}`
	);
	const alerts = nearestFirst(state.alerts ?? {}).map((alert) => `  ${alertLine(alert, style)}`);
	return [
		`${levelWord(state.level, style)} ${decimal(state.score).padStart(5)}  ${harmless(state.profile)}`,
		...alerts,
		...metrics
	];
}

/** ` → p10 28.0, p50 36.0, p90 44.5` at the end of the forecast; empty where it has no step. */
function lastOf(forecast: Pick<Forecast, 'p10' | 'p50' | 'p90'>): string {
	const told = (['p10', 'p50', 'p90'] as const).flatMap((quantile) => {
		const last = forecast[quantile].at(-1);
		return last === undefined ? [] : [`${quantile} ${decimal(last)}`];
	});
	return told.length === 0 ? '' : ` → ${told.join(', ')}`;
}

function compact(value: Json | JsonObject): string {
	const text = harmless(JSON.stringify(value));
	return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
