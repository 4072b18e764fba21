import { DISPLAY_LIMITS } from '../metrics/limits.ts';
import { chanceAtStep, firstStepWithin, firstStepOver, isOverNow, type Band } from './band.ts';
import { distanceAt } from './chance.ts';
import { STEPS_AHEAD } from './horizons.ts';
import { metricOutlook, OUTLOOK_METRICS, type MetricOutlook } from './metric-outlook.ts';

/** A chance that counts when the first limit is chosen, in percent; what only p90 reaches comes after it. */
export const NOTABLE_PERCENT = 30;
const NOTABLE_DISTANCE = distanceAt(NOTABLE_PERCENT);

/** The forecasts of a server's metrics, by their places in OUTLOOK_METRICS. */
export type ServerBands = readonly (Band | undefined)[];

/** The metric of a server that breaks first. */
export interface ServerOutlook {
	readonly first: MetricOutlook;
	/** Where `first` is over a limit now: the first other metric with a notable chance of being over one. */
	readonly next?: MetricOutlook;
}

/** When a metric may cross its warning limit, in steps. */
export interface Crossing {
	readonly index: number;
	/** The first step with a notable chance; Infinity if none has. */
	readonly notableAt: number;
	/** The first step at which p90 is over. */
	readonly possibleAt: number;
}

/**
 * Returns the metric that is over a limit now (critical before warning, then the one likelier to last), else the first
 * to cross its warning limit: by the step at which the chance is notable, then by that at which p90 crosses. Undefined
 * where no p90 does.
 */
export function serverOutlook(bands: ServerBands): ServerOutlook | undefined {
	const over = worstOverNow(bands);
	const crossing = firstCrossing(bands);
	const coming = crossing && outlookAt(bands, crossing.index);
	if (over === undefined) return coming && { first: coming };
	const first = outlookAt(bands, over);
	const isNotable = crossing !== undefined && crossing.notableAt < Infinity;
	return first && { first, ...(coming && isNotable && { next: coming }) };
}

/** Returns the outlook of the metric at a place in OUTLOOK_METRICS. */
function outlookAt(bands: ServerBands, index: number): MetricOutlook | undefined {
	const [metric, band] = [OUTLOOK_METRICS[index], bands[index]];
	return metric && band && metricOutlook(metric, band);
}

/** Returns when a metric may cross; undefined where it is over already or never is. */
export function crossingAt(bands: ServerBands, index: number): Crossing | undefined {
	const [metric, band] = [OUTLOOK_METRICS[index], bands[index]];
	if (!metric || !band) return undefined;
	const { warning } = DISPLAY_LIMITS[metric];
	const possibleAt = firstStepOver(band.p90, warning);
	if (possibleAt === undefined || isOverNow(band, warning)) return undefined;
	// Before p90 is over, no chance is that high.
	const notableAt = firstStepWithin(band, warning, NOTABLE_DISTANCE, possibleAt);
	return { index, possibleAt, notableAt: notableAt ?? Infinity };
}

export function isSooner(one: Crossing, other: Crossing): boolean {
	return one.notableAt === other.notableAt
		? one.possibleAt < other.possibleAt
		: one.notableAt < other.notableAt;
}

function firstCrossing(bands: ServerBands): Crossing | undefined {
	let first: Crossing | undefined;
	for (let index = 0; index < bands.length; index++) {
		const crossing = crossingAt(bands, index);
		if (crossing && (!first || isSooner(crossing, first))) first = crossing;
	}
	return first;
}

/** Returns the place of the worst metric over a limit now. */
function worstOverNow(bands: ServerBands): number | undefined {
	let [worst, most]: [number | undefined, number] = [undefined, -1];
	OUTLOOK_METRICS.forEach((metric, index) => {
		const band = bands[index];
		const limits = DISPLAY_LIMITS[metric];
		if (!band || !isOverNow(band, limits.warning)) return;
		const lasts = chanceAtStep(band, limits.warning, STEPS_AHEAD[0] ?? 1);
		const weight = lasts + (isOverNow(band, limits.critical) ? 1 : 0);
		if (weight > most) [worst, most] = [index, weight];
	});
	return worst;
}
