import type { TrackedServer } from '../fleet/fleet.ts';
import { slotOf } from '../forecast/season.ts';
import type { ServerModel } from '../forecast/server-model.ts';
import { METRIC_COUNT, METRIC_INDEX, STEP_MS } from '../metrics.ts';
import type { Reading } from '../rules/reading.ts';
import { riskInputs, riskScore } from '../rules/risk.ts';
import { attentionOf, type AttentionAnswer } from './attention.ts';
import {
	COUNTERFACTUALS_METHOD,
	counterfactualsOf,
	type Counterfactual
} from './counterfactuals.ts';
import { importanceOf, metricOf, type ShapAnswer } from './importance.ts';
import { pastWeights } from './past-weights.ts';

export interface Explanation {
	shap: ShapAnswer;
	attention: AttentionAnswer;
	counterfactuals: Counterfactual[];
	/** The meaning of `predicted_cpu`. Like the risks in `counterfactuals` it is not part of the contract. */
	counterfactuals_method: string;
	risk_score: number;
	data_points: number;
}

/**
 * Returns why a server has its score, which parts of the past the forecast relies on, and what would change the score.
 */
export function explain(
	server: TrackedServer,
	model: ServerModel,
	reading: Reading,
	spacingMs: number
): Explanation {
	const shap = importanceOf(reading, server.ring);
	const slot = slotOf(model.at);
	const driver = driverOf(shap, reading);
	const series = model.series[METRIC_INDEX[driver]];
	if (!series) throw new Error(`${server.name} has a reading of ${driver} without a series`);
	const knownSteps = Math.ceil((model.at - series.firstAt) / STEP_MS);
	const weights = pastWeights(series, model.at, knownSteps);
	return {
		shap,
		attention: attentionOf(server.name, driver, weights),
		counterfactuals: counterfactualsOf(reading, model, spacingMs, usualValues(model, slot)),
		counterfactuals_method: COUNTERFACTUALS_METHOD,
		risk_score: riskScore(server.name, riskInputs(reading)),
		data_points: server.ring.length
	};
}

/**
 * Returns the metric whose forecast is explained: the one with the largest part of the score, CPU if nothing scores.
 */
function driverOf({ top_driver, feature_importance }: ShapAnswer, reading: Reading) {
	const [metric] = feature_importance[0] ?? [];
	const cpu = metricOf('cpu', reading);
	const hasCpu = !Number.isNaN(reading.current[METRIC_INDEX[cpu]] ?? NaN);
	if (metric && (top_driver.impact > 0 || !hasCpu)) return metric;
	return cpu;
}

function usualValues(model: ServerModel, slot: number): Float64Array {
	const usual = new Float64Array(METRIC_COUNT).fill(NaN);
	model.series.forEach((series, metric) => {
		if (series?.season.isKnown) usual[metric] = series.season.at(slot);
	});
	return usual;
}
