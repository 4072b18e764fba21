import { MESSAGE_RATE } from '#core/protocol/messages.ts';
import type { ClientClock } from './clock.ts';

/** Half of what the server takes at once: a network that stalls delivers late messages together. */
const BURST = MESSAGE_RATE.burst / 2;
const COST_MS = 1000 / MESSAGE_RATE.perSecond;

/** How soon one connection may say something more without being sent away for a flood (generic cell rate algorithm). */
export function createAllowance(clock: ClientClock) {
	let fullAt = clock.now();
	return {
		/** How long the next message has to wait; 0 for not at all. */
		waitMs(): number {
			return Math.max(0, fullAt + COST_MS - BURST * COST_MS - clock.now());
		},
		/** A message is sent, whether or not it could have waited. */
		spend(): void {
			fullAt = Math.max(fullAt, clock.now()) + COST_MS;
		}
	};
}
