import { MESSAGE_RATE } from '#core/protocol/messages.ts';
import type { ClientClock } from './clock.ts';

/** Half of what the server accepts at once: a stalled network delivers late messages together. */
const BURST = MESSAGE_RATE.burst / 2;
const COST_MS = 1000 / MESSAGE_RATE.perSecond;

/** Limits the messages of one connection to what the server accepts (generic cell rate algorithm). */
export function createAllowance(clock: ClientClock) {
	let fullAt = clock.now();
	return {
		/** Returns how long the next message must wait; 0 for not at all. */
		waitMs(): number {
			return Math.max(0, fullAt + COST_MS - BURST * COST_MS - clock.now());
		},
		/** Counts a sent message, whether or not it was due. */
		spend(): void {
			fullAt = Math.max(fullAt, clock.now()) + COST_MS;
		}
	};
}
