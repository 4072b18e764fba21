import { DISPLAY_LIMITS } from '../metrics/limits.ts';
import { distanceAtStep, firstStepWithin, type Band } from './band.ts';
import { distanceAt } from './chance.ts';
import { metricOutlook, OUTLOOK_METRICS, type MetricOutlook } from './metric-outlook.ts';
import {
	crossingAt,
	isSooner,
	NOTABLE_PERCENT,
	serverOutlook,
	type ServerBands,
	type ServerOutlook
} from './server-outlook.ts';

/** What was told stands until a chance is off by more points than these. */
export const CHANCE_SLACK = 5;
/** A server that was told stays until all its chances are below this; it comes in with p90, at 10 %. */
const LEAVES_BELOW_PERCENT = 8;

/** How far off a limit may be for what was told of it to stand. */
interface Slack {
	readonly nearest: number;
	readonly furthest: number;
}

const SLACK = { p90: slackAt(10), p50: slackAt(50), p10: slackAt(90) } as const;

function slackAt(percent: number): Slack {
	return {
		nearest: distanceAt(percent + CHANCE_SLACK),
		furthest: distanceAt(percent - CHANCE_SLACK)
	};
}

/**
 * Returns a server's outlook in the light of what was told of it before, of which everything stays that is still within
 * CHANCE_SLACK: a forecast moves a little with every sample, and sending all of that would tell viewers nothing. Returns
 * `before` itself if nothing changed.
 */
export function steadyOutlook(
	bands: ServerBands,
	before: ServerOutlook | undefined,
	fresh = serverOutlook(bands)
): ServerOutlook | undefined {
	if (!before) return fresh;
	const first = firstHolds(before.first, fresh?.first, bands) ? before.first : fresh?.first;
	if (!first) return undefined;
	const next = isOver(first) ? steadyNext(before.next, fresh?.next, bands) : undefined;
	if (first === before.first && next === before.next) return before;
	return { first, ...(next && next.metric !== first.metric && { next }) };
}

function firstHolds(
	told: MetricOutlook,
	fresh: MetricOutlook | undefined,
	bands: ServerBands
): boolean {
	const now = currentOf(told, fresh, bands);
	if (!now) return false;
	if (!fresh) return highest(now) >= LEAVES_BELOW_PERCENT;
	return fresh.metric === told.metric || isAsUrgent(now, fresh, bands);
}

/** Returns what follows a metric over its limit; one comes in at a chance of 35 % and leaves below 25 %. */
function steadyNext(
	told: MetricOutlook | undefined,
	fresh: MetricOutlook | undefined,
	bands: ServerBands
): MetricOutlook | undefined {
	if (!told) return fresh && highest(fresh) >= NOTABLE_PERCENT + CHANCE_SLACK ? fresh : undefined;
	const now = currentOf(told, fresh, bands);
	if (!now || isOver(now) || highest(now) < NOTABLE_PERCENT - CHANCE_SLACK) return fresh;
	return !fresh || fresh.metric === told.metric || isAsUrgent(now, fresh, bands) ? told : fresh;
}

/** Returns the newest outlook of a metric, if what was told of it still holds. */
function currentOf(
	told: MetricOutlook,
	fresh: MetricOutlook | undefined,
	bands: ServerBands
): MetricOutlook | undefined {
	const band = bands[OUTLOOK_METRICS.indexOf(told.metric)];
	if (!band) return undefined;
	const now = fresh?.metric === told.metric ? fresh : metricOutlook(told.metric, band);
	return chancesHold(told, now) && stepsHold(told, now, band) ? now : undefined;
}

function chancesHold({ chances }: MetricOutlook, now: MetricOutlook): boolean {
	if (chances[0] !== now.chances[0]) return false;
	return chances.every(
		(chance, index) => Math.abs(chance - (now.chances[index] ?? NaN)) <= CHANCE_SLACK
	);
}

function stepsHold(told: MetricOutlook, now: MetricOutlook, band: Band): boolean {
	const { warning, critical } = DISPLAY_LIMITS[told.metric];
	return (
		(isOver(told) ||
			(['p90', 'p50', 'p10'] as const).every(
				(quantile) =>
					told.crossings[quantile] === now.crossings[quantile] ||
					firstStepHolds(band, warning, told.crossings[quantile], SLACK[quantile])
			)) &&
		(told.criticalAt === now.criticalAt ||
			(told.criticalAt !== 0 &&
				now.criticalAt !== 0 &&
				firstStepHolds(band, critical, told.criticalAt, SLACK.p50)))
	);
}

/** Whether a first step still is: no chance before it is much higher, and its own is not much lower. */
function firstStepHolds(
	band: Band,
	limit: number,
	step: number | undefined,
	{ nearest, furthest }: Slack
): boolean {
	const sooner = firstStepWithin(band, limit, nearest);
	if (step === undefined) return sooner === undefined;
	return (sooner ?? Infinity) >= step && distanceAtStep(band, limit, step) <= furthest;
}

/** Whether a metric is hardly later than the one that now comes first. */
function isAsUrgent(own: MetricOutlook, first: MetricOutlook, bands: ServerBands): boolean {
	if (isOver(own) !== isOver(first)) return false;
	if (isOver(own)) return (own.criticalAt === 0) === (first.criticalAt === 0);
	const [crossing, other] = [own, first].map(({ metric }) =>
		crossingAt(bands, OUTLOOK_METRICS.indexOf(metric))
	);
	if (!crossing || !other) return !other;
	const { notableAt, possibleAt } = crossing;
	return isSooner({ ...crossing, notableAt: notableAt / 2, possibleAt: possibleAt / 2 }, other);
}

function isOver({ crossings }: MetricOutlook): boolean {
	return crossings.p90 === 0;
}

function highest({ chances }: MetricOutlook): number {
	return Math.max(...chances.slice(1));
}
