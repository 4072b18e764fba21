import { allowedAt, withOne } from '#core/rate-limit.ts';
import { MESSAGE_RATE } from '#core/protocol/messages.ts';
import type { ClientClock } from './clock.ts';

/** Half of what the server accepts at once: a stalled network delivers late messages together. */
const RATE = { ...MESSAGE_RATE, burst: MESSAGE_RATE.burst / 2 };

/** Limits the messages of one connection to what the server accepts . */
export function createAllowance(clock: ClientClock) {
	let fullAt = clock.now();
	return {
		/** Returns how long the next message must wait; 0 for not at all. */
		waitMs(): number {
			const now = clock.now();
			return allowedAt(RATE, fullAt, now) - now;
		},
		/** Counts a sent message, whether or not it was due. */
		spend(): void {
			fullAt = withOne(RATE, fullAt, clock.now());
		}
	};
}
export type Allowance = ReturnType<typeof createAllowance>;
