import { localTime } from '../../shared/local-time.ts';
import {
	combinedScore,
	driftScores,
	exceedsThreshold,
	THRESHOLDS,
	type DriftScores
} from './drift-scores.ts';
import { ErrorHistograms, type StoredHistograms } from './error-histograms.ts';

/** "Now" is the last two hours of the feed; the rest of the week is the reference. */
const RECENT_HOURS = 2;

/** A score counts as moving when it differs by this much from an hour before. */
const MOVED = 0.01;

type Trend = 'increasing' | 'decreasing' | 'stable';

export interface DriftStatus {
	current_metrics: DriftScores & {
		combined_score: number;
		needs_retraining: boolean;
		timestamp: string;
	};
	trends: Partial<Record<keyof DriftScores, Trend>>;
	/** The number of errors in the last two hours. */
	window_size: number;
	/** The number of errors in the week, including the last two hours. */
	data_points_tracked: number;
	recommendation: 'OK' | 'RETRAIN NOW';
	thresholds: typeof THRESHOLDS;
}

/** Watches the forecaster's half-hour errors for changes. */
export class DriftMonitor {
	readonly #histograms: ErrorHistograms;

	constructor(stored?: StoredHistograms) {
		this.#histograms = new ErrorHistograms(stored);
	}

	record(at: number, metric: number, deviations: number, isOutside: boolean): void {
		this.#histograms.record(at, metric, deviations, isOutside);
	}

	get stored(): StoredHistograms {
		return this.#histograms.stored;
	}

	/** @param now time of the answer, in ms since 1970; the errors have the feed's own time */
	status(now: number): DriftStatus {
		const end = this.#histograms.newestHour + 1;
		const { scores, recent, total } = this.#scoresUntil(end);
		const earlier = this.#scoresUntil(end - 1);
		const needsRetraining = exceedsThreshold(scores);
		return {
			current_metrics: {
				...scores,
				combined_score: combinedScore(scores),
				needs_retraining: needsRetraining,
				timestamp: localTime(now)
			},
			trends: earlier.recent ? trends(scores, earlier.scores) : {},
			window_size: recent,
			data_points_tracked: total,
			recommendation: needsRetraining ? 'RETRAIN NOW' : 'OK',
			thresholds: THRESHOLDS
		};
	}

	#scoresUntil(end: number) {
		const recent = this.#histograms.between(end - RECENT_HOURS, end);
		const before = this.#histograms.between(0, end - RECENT_HOURS);
		return {
			scores: driftScores(recent, before),
			recent: recent.total,
			total: recent.total + before.total
		};
	}
}

function trends(now: DriftScores, before: DriftScores): DriftStatus['trends'] {
	const trend = (score: keyof DriftScores): Trend => {
		const change = now[score] - before[score];
		if (Math.abs(change) < MOVED) return 'stable';
		return change > 0 ? 'increasing' : 'decreasing';
	};
	return {
		per: trend('per'),
		dss: trend('dss'),
		fds: trend('fds'),
		anomaly_rate: trend('anomaly_rate')
	};
}
