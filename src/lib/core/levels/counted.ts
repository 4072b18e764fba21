import type { CountedRisk } from '../topics/states.ts';
import type { Level } from './levels.ts';

/** The level by which a server counts in events, alerts and history: what flaps is left out of it. */
export function countedLevel({ level, steady }: Pick<CountedRisk, 'level' | 'steady'>): Level {
	return steady?.level ?? level;
}

/** The score by which it counts there. */
export function countedScore({ score, steady }: Pick<CountedRisk, 'score' | 'steady'>): number {
	return steady?.score ?? score;
}
