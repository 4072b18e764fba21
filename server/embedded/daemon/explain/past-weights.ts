import { LEVEL_MS, LONG_MS, MEDIUM_MS } from '../forecast/features.ts';
import { COEFFICIENTS, RECORD_SIZE } from '../forecast/knot-record.ts';
import { KNOT_BEFORE, KNOT_COUNT, KNOT_SHARE } from '../forecast/knots.ts';
import { REGRESSION } from '../forecast/expert-losses.ts';
import { nearTrust } from '../forecast/near-trust.ts';
import { stepOf } from '../forecast/observe.ts';
import { DAY_SLOTS, Season, slotOf } from '../forecast/season.ts';
import { addExperts } from './expert-weights.ts';
import type { Series } from '../forecast/series.ts';
import { STEP_MS } from '../metrics.ts';
import { NEAR_STEPS } from '../rules/risk.ts';

/**
 * Returns the signed weight of each past step in the median of the next half hour, newest first: the forecast is a
 * weighted sum of past values (except for the limit on the effect of an unusual day on the season, and for medians of
 * many values, of which each is given the same part). The weights sum to 1.
 *
 * @param at when the forecast is made, in ms since 1970
 * @param knownSteps steps since the series began
 */
export function pastWeights(series: Series, at: number, knownSteps: number): Float64Array {
	const regression = regressionWeights(series, slotOf(at), knownSteps);
	const trust = nearTrust(series, stepOf(at));
	if (!trust) return regression;
	const weights = regression.map((weight) => weight * (trust[REGRESSION] ?? 0));
	const reach = Math.min(weights.length, DAY_SLOTS);
	addExperts(weights, trust, kernel(LEVEL_MS, reach));
	return weights;
}

function regressionWeights(series: Series, slot: number, knownSteps: number): Float64Array {
	const weights = new Float64Array(Math.max(1, knownSteps));
	const { change, back, short, long, fresh } = meanCoefficients(series);
	// Beyond a day nothing remains of the running levels.
	const reach = Math.min(weights.length, DAY_SLOTS);
	const level = kernel(LEVEL_MS, reach);
	const medium = kernel(MEDIUM_MS, reach);
	const slow = kernel(LONG_MS, reach);
	const isKnown = series.season.isKnown;

	// level + change·(usual ahead − usual) + back·(usual − level) + short·(level − usual − medium) + long·(medium − slow) + fresh·(newest − level)
	addKernel(weights, level, 1 - back + short - fresh);
	weights[0] = (weights[0] ?? 0) + fresh;
	const unusual = { medium: long - short, slow: -long };
	addKernel(weights, medium, unusual.medium);
	addKernel(weights, slow, unusual.slow + (isKnown ? 0 : back));
	if (!isKnown) return weights;
	for (let step = 1; step <= NEAR_STEPS; step++) {
		addUsual(weights, series.season, slot, step, change / NEAR_STEPS);
	}
	addUsual(weights, series.season, slot, 0, back - change - short);
	// The slow levels are those of the deviations: past values minus their usual ones.
	for (let age = 0; age < reach; age++) {
		const share = unusual.medium * (medium[age] ?? 0) + unusual.slow * (slow[age] ?? 0);
		if (Math.abs(share) > 1e-9) addUsual(weights, series.season, slot, -age, -share);
	}
	return weights;
}

function meanCoefficients({ records }: Series) {
	const mean = (coefficient: number) => {
		let sum = 0;
		for (let step = 0; step < NEAR_STEPS; step++) {
			const knot = KNOT_BEFORE[step] ?? 0;
			const share = KNOT_SHARE[step] ?? 0;
			const cell = COEFFICIENTS + coefficient;
			const one = records[knot * RECORD_SIZE + cell] ?? 0;
			const other = records[Math.min(knot + 1, KNOT_COUNT - 1) * RECORD_SIZE + cell] ?? 0;
			sum += one * (1 - share) + other * share;
		}
		return sum / NEAR_STEPS;
	};
	return { change: mean(0), back: mean(1), short: mean(2), long: mean(3), fresh: mean(4) };
}

/** Returns the weights of an exponential mean over the past steps, newest first; they sum to 1. */
function kernel(constantMs: number, count: number): Float64Array {
	const weights = new Float64Array(count);
	const keep = Math.exp(-STEP_MS / constantMs);
	let left = 1;
	for (let age = 0; age < count; age++) {
		weights[age] = left * (1 - keep);
		left *= keep;
	}
	// Steps beyond the reach weigh almost nothing; the oldest step takes their weight.
	weights[count - 1] = (weights[count - 1] ?? 0) + left;
	return weights;
}

function addKernel(weights: Float64Array, kernelWeights: Float64Array, factor: number): void {
	for (let age = 0; age < kernelWeights.length; age++) {
		weights[age] = (weights[age] ?? 0) + factor * (kernelWeights[age] ?? 0);
	}
}

/** Adds the weights behind the usual value `ahead` steps from now: neighbouring slots of earlier days. */
function addUsual(
	weights: Float64Array,
	season: Season,
	slot: number,
	ahead: number,
	factor: number
): void {
	const neighbours = Season.neighbours(0).length;
	for (let near = 0; near < neighbours; near++) {
		const offset = ahead + near - (neighbours - 1) / 2;
		const usualSlot = (((slot + offset) % DAY_SLOTS) + DAY_SLOTS) % DAY_SLOTS;
		let left = factor / neighbours;
		for (let day = 0; left !== 0; day++) {
			const age = DAY_SLOTS * (day + 1) - offset;
			// The oldest known day takes all the remaining weight.
			const isLast = age + DAY_SLOTS >= weights.length;
			const part = isLast ? left : left * season.shareOfDay(usualSlot, day);
			const cell = Math.min(age, weights.length - 1);
			weights[cell] = (weights[cell] ?? 0) + part;
			left -= part;
		}
	}
}
