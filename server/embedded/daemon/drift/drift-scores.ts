import { binCentre, type ErrorCounts } from './error-histograms.ts';

/** All scores are fractions; their limits are in THRESHOLDS. */
export interface DriftScores {
	/** Prediction error rate: the share of values outside p10–p90 beyond the expected fifth. */
	per: number;
	/**
	 * Distribution shift: the largest distance between the distributions of errors now and before (Kolmogorov–Smirnov).
	 */
	dss: number;
	/** Feature drift: the shift of the mean error in standard deviations, divided by 3, at most 1. */
	fds: number;
	/** Share of errors beyond three standard deviations. */
	anomaly_rate: number;
}

export const THRESHOLDS = {
	per_threshold: 0.1,
	dss_threshold: 0.2,
	fds_threshold: 0.15,
	anomaly_threshold: 0.05
};

/** Weights of the combined score, as in the contract. */
const WEIGHTS: DriftScores = { per: 0.4, dss: 0.3, fds: 0.2, anomaly_rate: 0.1 };

const PROMISED_MISSES = 0.2;

/** Errors that either side needs before the two can be compared. */
const LEAST_ERRORS = 100;

const NO_DRIFT: DriftScores = { per: 0, dss: 0, fds: 0, anomaly_rate: 0 };

export function driftScores(recent: ErrorCounts, before: ErrorCounts): DriftScores {
	if (recent.total < LEAST_ERRORS) return NO_DRIFT;
	const comparable = before.total >= LEAST_ERRORS;
	return {
		per: Math.max(0, recent.outside / recent.total - PROMISED_MISSES),
		dss: comparable ? largestDistance(recent, before) : 0,
		fds: comparable ? meanShift(recent, before) : 0,
		anomaly_rate: recent.far / recent.total
	};
}

export function combinedScore(scores: DriftScores): number {
	return (
		WEIGHTS.per * scores.per +
		WEIGHTS.dss * scores.dss +
		WEIGHTS.fds * scores.fds +
		WEIGHTS.anomaly_rate * scores.anomaly_rate
	);
}

export function exceedsThreshold(scores: DriftScores): boolean {
	return (
		scores.per > THRESHOLDS.per_threshold ||
		scores.dss > THRESHOLDS.dss_threshold ||
		scores.fds > THRESHOLDS.fds_threshold ||
		scores.anomaly_rate > THRESHOLDS.anomaly_threshold
	);
}

function largestDistance(one: ErrorCounts, other: ErrorCounts): number {
	let ones = 0;
	let others = 0;
	let largest = 0;
	one.bins.forEach((count, bin) => {
		ones += count / one.total;
		others += (other.bins[bin] ?? 0) / other.total;
		largest = Math.max(largest, Math.abs(ones - others));
	});
	return largest;
}

function meanShift(one: ErrorCounts, other: ErrorCounts): number {
	const before = moments(other);
	const spread = Math.sqrt(before.variance);
	if (!(spread > 0)) return 0;
	return Math.min(1, Math.abs(moments(one).mean - before.mean) / spread / 3);
}

function moments({ bins, total }: ErrorCounts): { mean: number; variance: number } {
	let sum = 0;
	let squares = 0;
	bins.forEach((count, bin) => {
		sum += count * binCentre(bin);
		squares += count * binCentre(bin) ** 2;
	});
	const mean = sum / total;
	return { mean, variance: squares / total - mean * mean };
}
