import { allowedAt, withOne } from '#core/rate-limit.ts';
import type { Clock } from '../clock.ts';
import { AddressCount } from './address-count.ts';

/** A connection that would wait longer is refused: reconnection with jitter spreads the load better than a queue. */
const LONGEST_WAIT_MS = 5_000;
/** The part of a second's admissions that may come at once. */
const BURST_MS = 250;
/** The share of the queue that one address may fill, so that there is room for others. */
const SHARE_OF_ADDRESS = 0.5;

/** Limits the rate of new connections, so that a thousand at once do not hold up the established ones. */
export function createAdmission({ clock, perSecond }: { clock: Clock; perSecond: number }) {
	const gapMs = 1000 / perSecond;
	const mostOfAddress = Math.ceil((SHARE_OF_ADDRESS * LONGEST_WAIT_MS) / gapMs);
	const waiting = new AddressCount();
	const rate = { burst: 1 + BURST_MS / gapMs, perSecond };
	let fullAt = BURST_MS;
	return {
		/** Calls back with true when the connection is admitted, or with false at once when the queue is too long. */
		admit(address: string, decide: (admitted: boolean) => void): void {
			const now = clock.monotonic();
			const turnAt = allowedAt(rate, fullAt, now);
			const tooLong = turnAt - now > LONGEST_WAIT_MS;
			if (tooLong || waiting.of(address) >= mostOfAddress) return decide(false);
			fullAt = withOne(rate, fullAt, now);
			if (turnAt <= now) return decide(true);
			waiting.add(address);
			clock.after(turnAt - now, () => {
				waiting.remove(address);
				decide(true);
			});
		},
		/** Connections that wait for admission. */
		waiting: waiting as Pick<AddressCount, 'of' | 'total'>
	};
}
