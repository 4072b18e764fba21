import type { Level } from '#core/levels/levels.ts';
import type { DriftScore, DriftState } from '#core/topics/drift.ts';

interface ScoreWords {
	readonly name: string;
	readonly short: string;
	/** The meaning of the number, for new readers. */
	readonly meaning: string;
}

export const DRIFT_WORDS: Readonly<Record<DriftScore, ScoreWords>> = {
	per: {
		name: 'Prediction error rate',
		short: 'PER',
		meaning: 'How far forecasts are from the actual values.'
	},
	dss: {
		name: 'Distribution shift',
		short: 'DSS',
		meaning: 'How much the distribution of values has changed: 0% identical, 100% no overlap.'
	},
	fds: {
		name: 'Feature drift',
		short: 'FDS',
		meaning: 'How far averages have moved; 100% is three standard deviations or more.'
	},
	anomalyRate: {
		name: 'Anomaly rate',
		short: 'Anomalies',
		meaning: 'The share of values more than three standard deviations from the mean.'
	}
};

/** The daemon's word for a trend, for scores where more is worse. */
const TREND_WORDS: ReadonlyMap<string, string> = new Map([
	['increasing', 'rising, worse'],
	['decreasing', 'falling, better'],
	['stable', 'steady']
]);

export function trendInWords(trend: string | undefined): string {
	if (trend === undefined) return 'no trend yet';
	return TREND_WORDS.get(trend) ?? trend;
}

/** A score is normal up to the daemon's limit; both in percent. */
export function levelOfScore(percent: number, limit: number): Level {
	return percent > limit ? 'warning' : 'healthy';
}

/** The end of a gauge: twice the limit, or more for a higher score, at most 100 %. */
export function gaugeEnd(percent: number, limit: number): number {
	const ends = [2, 4, 10].map((times) => times * limit);
	return Math.min(100, ends.find((end) => end >= percent) ?? 100);
}

/** The verdict on the whole model. `no-data`: zeros that nothing was measured for are not healthy. */
export type ModelHealth = 'no-data' | 'within-limits' | 'drifting';

/** Returns whether the model drifts: a score is over its limit, or the daemon wants to retrain it. */
export function modelHealth(drift: Extract<DriftState, { offered: true }>): ModelHealth {
	if (!drift.measured) return 'no-data';
	const { scores, limits } = drift;
	const over = (Object.keys(limits) as DriftScore[]).some((score) => scores[score] > limits[score]);
	return over || drift.needsRetraining ? 'drifting' : 'within-limits';
}
