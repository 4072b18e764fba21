/** Calm to urgent; a level's position is its rank. */
export const LEVELS = ['healthy', 'degraded', 'warning', 'critical'] as const;
export type Level = (typeof LEVELS)[number];

/** The lowest score, 0–100, of each level. This is the scale of the counts, not that of `alert.level`. */
const FLOOR: Record<Level, number> = { healthy: 0, degraded: 50, warning: 60, critical: 80 };

export function levelOf(score: number): Level {
	const level = LEVELS.findLast((candidate) => score >= FLOOR[candidate]);
	if (!level) throw new RangeError(`risk score outside 0–100: ${score}`);
	return level;
}

export function isWorse(level: Level, than: Level): boolean {
	return LEVELS.indexOf(level) > LEVELS.indexOf(than);
}
