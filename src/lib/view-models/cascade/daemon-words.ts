import type { Level } from '#core/levels/levels.ts';

/**
 * The daemon's words for its status (healthy, degraded, warning, critical), for the risk of a cascade and the severity
 * of an event (low, medium, high, critical), as levels.
 */
const LEVEL_OF_WORD: ReadonlyMap<string, Level> = new Map([
	['healthy', 'healthy'],
	['low', 'healthy'],
	['degraded', 'degraded'],
	['warning', 'warning'],
	['medium', 'warning'],
	['high', 'critical'],
	['critical', 'critical']
]);

/** Undefined for an unknown word: it is shown without a colour. */
export function levelOfWord(word: string): Level | undefined {
	return LEVEL_OF_WORD.get(word.toLowerCase());
}

/** The same for an event's severity; even the lowest is not healthy. */
export function levelOfSeverity(severity: string): Level | undefined {
	const level = levelOfWord(severity);
	return level === 'healthy' ? 'degraded' : level;
}
