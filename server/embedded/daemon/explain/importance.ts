import type { SampleRing } from '../fleet/sample-ring.ts';
import { METRIC_INDEX, METRIC_NAMES, type MetricName } from '../metrics.ts';
import type { Reading } from '../rules/reading.ts';
import { RISK_GROUPS, riskInputs, riskScore, type RiskGroup } from '../rules/risk.ts';
import { shapleyValues } from './shapley.ts';

interface Importance {
	/** Points in the score. */
	impact: number;
	direction: 'increasing' | 'decreasing' | 'stable' | 'neutral';
	stars: string;
	explanation: string;
	/** Relative change from the first to the last fifth of the window. */
	trend: number;
	/** Distance of the newest value from the window's mean, in standard deviations. */
	deviation: number;
}

export interface ShapAnswer {
	server_name: string;
	prediction_value: number;
	base_value: number;
	feature_importance: [MetricName, Importance][];
	top_driver: { feature: string; impact: number; direction: string };
	summary: string;
	method: string;
}

const METHOD =
	'exact Shapley values of the risk rule over its five metric groups (all 32 coalitions), in points of risk';

/** With fewer samples a trend means nothing. */
const LEAST_SAMPLES = 10;

/** Relative change from which a metric is said to move. */
const MOVING = 0.05;

/** The metric that stands for a group of the rule; CPU used is 100 − idle. */
export function metricOf(group: RiskGroup, reading: Reading): MetricName {
	if (group === 'cpu') {
		const idle = reading.current[METRIC_INDEX.cpu_idle_pct] ?? NaN;
		return Number.isNaN(idle) ? 'cpu_user_pct' : 'cpu_idle_pct';
	}
	const metrics = {
		memory: 'mem_used_pct',
		iowait: 'cpu_iowait_pct',
		swap: 'swap_used_pct',
		load: 'load_average'
	} as const;
	return metrics[group];
}

/** Every fed metric's part in the risk score, the largest first; metrics that the rule does not read have none. */
export function importanceOf(reading: Reading, ring: SampleRing): ShapAnswer {
	const inputs = riskInputs(reading);
	const score = riskScore(reading.serverName, inputs);
	const values = shapleyValues(reading.serverName, inputs);
	const impacts = new Map(
		RISK_GROUPS.map((group) => [metricOf(group, reading), { group, impact: values[group] }])
	);
	const features = METRIC_NAMES.filter((metric) => {
		return !Number.isNaN(reading.current[METRIC_INDEX[metric]] ?? NaN);
	}).map((metric): [MetricName, Importance] => {
		const part = impacts.get(metric);
		const impact = part?.impact ?? 0;
		const movement = movementOf(ring, METRIC_INDEX[metric]);
		const explanation = part
			? explain(impact, score, inputs[part.group])
			: 'The risk rule does not read this metric';
		return [metric, { impact, stars: stars(impact, score), explanation, ...movement }];
	});
	features.sort(([, one], [, other]) => Math.abs(other.impact) - Math.abs(one.impact));
	const [feature = '', top] = features[0] ?? [];
	const { impact = 0, direction = 'neutral' } = top ?? {};
	return {
		server_name: reading.serverName,
		prediction_value: score,
		base_value: 0,
		feature_importance: features,
		top_driver: { feature, impact, direction },
		summary: summary(features, score),
		method: METHOD
	};
}

function explain(impact: number, score: number, { now, ahead }: { now: number; ahead: number }) {
	const value = (number: number) => (Number.isNaN(number) ? 'unknown' : number.toFixed(1));
	return `${impact.toFixed(1)} of ${score.toFixed(1)} points; the rule reads ${value(now)} now and ${value(ahead)} for the next half hour`;
}

function summary(features: readonly [MetricName, Importance][], score: number): string {
	const drivers = features.filter(([, { impact }]) => impact > 0).slice(0, 2);
	if (!drivers.length) return 'No metric adds to the risk score';
	const words = drivers.map(([metric, { impact }]) => `${metric} ${impact.toFixed(1)}`);
	return `${words.join(' and ')} of ${score.toFixed(1)} points of risk`;
}

/** Returns three stars for at least half of the score, two for a fifth, one for a twentieth. */
function stars(impact: number, score: number): string {
	const share = score > 0 ? impact / score : 0;
	return '⭐'.repeat([0.5, 0.2, 0.05].filter((floor) => share >= floor).length);
}

function movementOf(
	ring: SampleRing,
	metric: number
): Pick<Importance, 'direction' | 'trend' | 'deviation'> {
	const values = Array.from({ length: ring.length }, (_, position) => {
		return ring.valuesAt(position)[metric] ?? NaN;
	}).filter((value) => !Number.isNaN(value));
	if (values.length < LEAST_SAMPLES) return { direction: 'neutral', trend: 0, deviation: 0 };
	const fifth = Math.max(Math.floor(values.length / 5), 5);
	const first = mean(values.slice(0, fifth));
	const trend = (mean(values.slice(-fifth)) - first) / (first + 1e-6);
	const centre = mean(values);
	const spread = Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
	const deviation = spread > 0 ? ((values.at(-1) ?? centre) - centre) / spread : 0;
	const moving = trend > 0 ? 'increasing' : 'decreasing';
	return { direction: Math.abs(trend) > MOVING ? moving : 'stable', trend, deviation };
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
