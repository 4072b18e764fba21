import { CADENCE_MS } from '#core/protocol/messages.ts';

/** A wall gets every tick, within the allowed cadences: a longer tick is served at the tick. */
export function wallCadenceMs(tickMs: number): number {
	return Math.min(tickMs, CADENCE_MS.most);
}
