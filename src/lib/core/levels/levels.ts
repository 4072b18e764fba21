/** Most urgent first: the order in which a screen lists them. */
export const LEVELS = ['critical', 'warning', 'degraded', 'healthy'] as const;
export type Level = (typeof LEVELS)[number];

/** The lowest risk, of 0–100, of each level. */
export type LevelThresholds = Readonly<Record<Exclude<Level, 'healthy'>, number>>;

/** The one scale for counts, colours and words; the daemon's own two scales disagree and are not used. */
export const DEFAULT_THRESHOLDS: LevelThresholds = { critical: 80, warning: 60, degraded: 50 };

/** Throws a RangeError for a score outside 0–100: a NaN must never be shown as healthy. */
export function levelOf(score: number, thresholds: LevelThresholds = DEFAULT_THRESHOLDS): Level {
	if (!(score >= 0 && score <= 100)) throw new RangeError(`risk score outside 0–100: ${score}`);
	if (score >= thresholds.critical) return 'critical';
	if (score >= thresholds.warning) return 'warning';
	return score >= thresholds.degraded ? 'degraded' : 'healthy';
}

/** Sorts the more urgent level first. */
export function compareLevels(a: Level, b: Level): number {
	return LEVELS.indexOf(a) - LEVELS.indexOf(b);
}
