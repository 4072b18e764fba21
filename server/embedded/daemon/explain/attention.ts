import type { MetricName } from '../metrics.ts';
import { STEP_MS } from '../metrics.ts';

interface ImportantPeriod {
	period: string;
	/** Share of the total weight, 0–1. */
	attention: number;
	importance: 'VERY HIGH' | 'HIGH' | 'MEDIUM' | 'LOW';
	/** The positions in `attention_weights`; the second is exclusive. */
	timestep_range: [number, number];
}

export interface AttentionAnswer {
	server_name: string;
	/** The share of each period, oldest first; they sum to 1. */
	attention_weights: number[];
	important_periods: ImportantPeriod[];
	summary: string;
	total_timesteps: number;
	/** Minutes that one weight covers. */
	period_minutes: number;
	metric: MetricName;
	method: string;
}

const MAX_WEIGHTS = 150;

/** Possible lengths of a period, in steps: the first one with which the whole past fits is used. */
const PERIOD_STEPS = [1, 2, 3, 6, 12, 24, 48];

const METHOD =
	"the forecaster's own weights on past values for the median of the next half hour, by size, summed per period";

const NAMED = [
	{ period: 'The last hour', from: 0, to: 12 },
	{ period: 'The five hours before', from: 12, to: 72 },
	{ period: 'Earlier, less than 20 hours ago', from: 72, to: 240 },
	{ period: 'Around this time yesterday', from: 240, to: 336 },
	{ period: 'Earlier days', from: 336, to: Infinity }
];

/** Groups the forecaster's weights into at most 150 equal periods and names those that matter. */
export function attentionOf(
	serverName: string,
	metric: MetricName,
	weights: Float64Array
): AttentionAnswer {
	const size =
		PERIOD_STEPS.find((steps) => weights.length / steps <= MAX_WEIGHTS) ??
		Math.ceil(weights.length / MAX_WEIGHTS);
	const count = Math.ceil(weights.length / size);
	const shares = Array.from({ length: count }, () => 0);
	const total = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
	weights.forEach((weight, age) => {
		const period = count - 1 - Math.floor(age / size);
		shares[period] = (shares[period] ?? 0) + Math.abs(weight) / total;
	});
	const periods = importantPeriods(shares, size);
	return {
		server_name: serverName,
		attention_weights: shares,
		important_periods: periods,
		summary: summary(metric, periods),
		total_timesteps: count,
		period_minutes: (size * STEP_MS) / 60_000,
		metric,
		method: METHOD
	};
}

/** Returns the named spans of the past with at least a twentieth of the weight, the heaviest first. */
function importantPeriods(shares: readonly number[], size: number): ImportantPeriod[] {
	return NAMED.flatMap(({ period, from, to }) => {
		const newest = Math.ceil(from / size);
		const oldest = Math.min(shares.length, Math.ceil(to / size));
		if (newest >= oldest) return [];
		const range: [number, number] = [shares.length - oldest, shares.length - newest];
		const sum = shares.slice(...range).reduce((total, share) => total + share, 0);
		const attention = Math.min(1, sum);
		if (attention < 0.05) return [];
		return [{ period, attention, importance: importanceOf(attention), timestep_range: range }];
	}).sort((one, other) => other.attention - one.attention);
}

function importanceOf(attention: number): ImportantPeriod['importance'] {
	if (attention > 0.5) return 'VERY HIGH';
	if (attention > 0.35) return 'HIGH';
	return attention > 0.2 ? 'MEDIUM' : 'LOW';
}

function summary(metric: MetricName, periods: readonly ImportantPeriod[]): string {
	const parts = periods.map(
		({ period, attention }) => `${period.toLowerCase()} (${Math.round(attention * 100)} %)`
	);
	return `The forecast of ${metric} rests on ${parts.join(', ')}`;
}
