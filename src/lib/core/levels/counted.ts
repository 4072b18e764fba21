import type { CountedRisk } from '../topics/states.ts';
import type { Level } from './levels.ts';

/** The level that counts in events, alerts and history, without flapping. */
export function countedLevel({ level, steady }: Pick<CountedRisk, 'level' | 'steady'>): Level {
	return steady?.level ?? level;
}

/** The score that counts there. */
export function countedScore({ score, steady }: Pick<CountedRisk, 'score' | 'steady'>): number {
	return steady?.score ?? score;
}
