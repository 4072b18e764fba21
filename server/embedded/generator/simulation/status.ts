import { cascadeIntensity, type Cascade } from './cascade-spread.ts';
import { episodeIntensity } from './episode.ts';
import type { Machine } from './machine.ts';
import { congestionAt, pressureStrength } from './pressure.ts';

/** The states that a record can claim; an offline server sends nothing. */
export type ServerStatus =
	| 'healthy'
	| 'critical_issue'
	| 'heavy_load'
	| 'idle'
	| 'maintenance'
	| 'morning_spike'
	| 'recovery';

/** The strength of trouble from which a server reports it. */
const NOTICED = 0.5;

/** Returns the state that a server reports: the scenario's trouble first, then its own. */
export function statusOf(
	machine: Machine,
	cascade: Cascade | undefined,
	at: number,
	stepMs: number
): ServerStatus {
	const strength = pressureStrength(machine.pressure, at);
	if (strength > 0) {
		if (strength < pressureStrength(machine.pressure, at - stepMs)) return 'recovery';
		const isFull = congestionAt(machine.pressure, at) === 1;
		return isFull && strength >= NOTICED ? 'critical_issue' : 'heavy_load';
	}
	if (cascade && machine.cascadeDelayMs !== undefined) {
		const intensity = cascadeIntensity(cascade, at, machine.cascadeDelayMs);
		if (intensity >= NOTICED) return 'heavy_load';
		if (intensity > 0) {
			const before = cascadeIntensity(cascade, at - stepMs, machine.cascadeDelayMs);
			return intensity < before ? 'recovery' : 'healthy';
		}
	}
	const { episode } = machine;
	if (!episode) return 'healthy';
	const intensity = episodeIntensity(episode, at);
	if (intensity >= NOTICED) return episode.kind;
	return at > episode.startAt + episode.onsetMs ? 'recovery' : 'healthy';
}
