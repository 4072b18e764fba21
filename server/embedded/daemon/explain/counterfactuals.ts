import { emptyQuantiles, type Quantiles } from '../forecast/quantiles.ts';
import type { ServerModel } from '../forecast/server-model.ts';
import { HORIZON_STEPS, METRIC_INDEX, STEP_MS } from '../metrics.ts';
import type { Reading } from '../rules/reading.ts';
import {
	nearMean,
	RISK_GROUPS,
	riskInputs,
	riskPoints,
	riskScore,
	type RiskGroup
} from '../rules/risk.ts';
import { scenariosFor, type Scenario } from './scenarios.ts';

export interface Counterfactual {
	scenario: string;
	action: string;
	/** CPU used: the mean of the medians of the next half hour, %. */
	predicted_cpu: number;
	/** Difference in points of CPU to doing nothing; negative is better. */
	change: number;
	/** The score after the change. */
	predicted_risk: number;
	/** Difference in points of risk to doing nothing; negative is better. */
	risk_change: number;
	/** Whether CPU is predicted to stay below 75 %. */
	safe: boolean;
	/** Probability, from the forecast's own quantiles, that `safe` is right. */
	confidence: number;
	/** Effort, by the share of the server's input that the change removes: up to a tenth, up to 30 %, more. */
	effort: 'LOW' | 'MEDIUM' | 'HIGH' | 'None';
	/** Risk that CPU exceeds 75 % nevertheless: probability below 20 %, below 50 %, more. */
	risk: 'LOW' | 'MEDIUM' | 'HIGH';
}

/** The meaning of `predicted_cpu`, in words. */
export const COUNTERFACTUALS_METHOD = 'mean of p50 over the next half hour';

const SAFE_BELOW = 75;

/** How long a change is held before the forecast is made, in ms. */
const HELD_MS = STEP_MS;

export interface Held {
	at: number;
	values: Float64Array;
}

/** Returns the samples of a held change at the spacing of the feed: what the daemon would be fed. */
export function heldSamples(from: number, spacingMs: number, values: Float64Array): Held[] {
	const count = Math.max(1, Math.ceil(HELD_MS / spacingMs));
	return Array.from({ length: count }, (_, index) => ({
		at: from + (index + 1) * spacingMs,
		values
	}));
}

/**
 * Returns the effect of each change that could lower the score. Each is fed to a copy of the server's model for five
 * minutes, then forecaster and risk rule run on the result. Doing nothing is the unchanged forecast. The best is first,
 * by the resulting score.
 *
 * @param usual usual values at this time of day, NaN where unknown
 */
export function counterfactualsOf(
	reading: Reading,
	model: ServerModel,
	spacingMs: number,
	usual: Float64Array
): Counterfactual[] {
	const quantiles = emptyQuantiles();
	model.forecast(quantiles);
	const nothing = outcomeOf(reading.serverName, reading.current, quantiles);
	const tried = drivenBy(reading, scenariosFor(reading.current, usual)).map(
		({ scenario, action, values }): Tried => {
			const copy = model.copy();
			for (const { at, values: fed } of heldSamples(model.at, spacingMs, values)) {
				copy.observe(at, fed);
			}
			copy.forecast(quantiles);
			const outcome = outcomeOf(reading.serverName, values, quantiles);
			const effort = effortOf(reading.current, values);
			return { outcome, told: { scenario, action, ...compare(outcome, nothing), effort } };
		}
	);
	const idle: Counterfactual = {
		scenario: 'Do nothing',
		action: 'Leave everything as it is',
		...compare(nothing, nothing),
		effort: 'None'
	};
	const best = tried.sort(byScore).slice(0, MOST_TRIED);
	// Among equals doing nothing comes first: the sort is stable.
	return [{ outcome: nothing, told: idle }, ...best].sort(byScore).map(({ told }) => told);
}

/** The contract allows six, including doing nothing. */
const MOST_TRIED = 5;

/**
 * Returns the changes of which at least half lowers values that score points; while nothing scores, those that lower
 * CPU.
 */
function drivenBy(reading: Reading, scenarios: readonly Scenario[]): Scenario[] {
	const points = riskPoints(reading.serverName, riskInputs(reading));
	const earning = RISK_GROUPS.filter((group) => points[group] > 0);
	const drivers = new Set<RiskGroup>(earning.length > 0 ? earning : ['cpu']);
	return scenarios.filter(
		({ eases }) => eases.filter((group) => drivers.has(group)).length * 2 >= eases.length
	);
}

interface Tried {
	outcome: Outcome;
	told: Counterfactual;
}

/** Sorts by uncapped points, because a score ends at 100 and much can change above that; then by CPU. */
function byScore({ outcome: one }: Tried, { outcome: other }: Tried): number {
	return one.risk - other.risk || one.points - other.points || one.cpu - other.cpu;
}

interface Outcome {
	cpu: number;
	risk: number;
	/** The risk before it is capped. */
	points: number;
	/** The probability that CPU stays below the safe limit. */
	below: number;
}

function outcomeOf(serverName: string, current: Float64Array, quantiles: Quantiles): Outcome {
	const reading: Reading = { serverName, current, ...quantiles };
	const hasIdle = !Number.isNaN(quantiles.p50[METRIC_INDEX.cpu_idle_pct * HORIZON_STEPS] ?? NaN);
	const metric = hasIdle ? METRIC_INDEX.cpu_idle_pct : METRIC_INDEX.cpu_user_pct;
	const used = (value: number) => (hasIdle ? 100 - value : value);
	const cpu = used(nearMean(quantiles.p50, metric));
	const low = used(nearMean(hasIdle ? quantiles.p90 : quantiles.p10, metric));
	const high = used(nearMean(hasIdle ? quantiles.p10 : quantiles.p90, metric));
	const inputs = riskInputs(reading);
	const points = Object.values(riskPoints(serverName, inputs));
	return {
		cpu,
		risk: riskScore(serverName, inputs),
		points: points.reduce((total, each) => total + each, 0),
		below: probabilityBelow(SAFE_BELOW, low, cpu, high)
	};
}

/** Returns the probability from three quantiles: linear between them, and limited to what they can express, 5–95 %. */
export function probabilityBelow(limit: number, p10: number, p50: number, p90: number): number {
	if (limit <= p10) return limit < p10 ? 0.05 : 0.1;
	if (limit >= p90) return limit > p90 ? 0.95 : 0.9;
	return limit < p50
		? 0.1 + (0.4 * (limit - p10)) / (p50 - p10)
		: 0.5 + (0.4 * (limit - p50)) / (p90 - p50);
}

function compare(outcome: Outcome, nothing: Outcome) {
	const safe = outcome.cpu < SAFE_BELOW;
	return {
		predicted_cpu: outcome.cpu,
		change: outcome.cpu - nothing.cpu,
		predicted_risk: outcome.risk,
		risk_change: Math.round((outcome.risk - nothing.risk) * 10) / 10,
		safe,
		confidence: safe ? outcome.below : 1 - outcome.below,
		risk: riskOf(1 - outcome.below)
	};
}

function riskOf(probabilityOver: number): Counterfactual['risk'] {
	if (probabilityOver < 0.2) return 'LOW';
	return probabilityOver < 0.5 ? 'MEDIUM' : 'HIGH';
}

function effortOf(now: Float64Array, then: Float64Array): Counterfactual['effort'] {
	let largest = 0;
	now.forEach((value, metric) => {
		const relative = Math.abs((then[metric] ?? value) - value) / (Math.abs(value) + 1e-6);
		// More idle time is the effect of a change, not a change.
		if (metric !== METRIC_INDEX.cpu_idle_pct && relative > largest) largest = relative;
	});
	if (largest <= 0.1) return 'LOW';
	return largest <= 0.3 ? 'MEDIUM' : 'HIGH';
}
