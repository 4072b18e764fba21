import type { Clock } from '../clock.ts';
import { AddressCount } from './address-count.ts';

/** A connection that would wait longer than this is refused: its own reconnection spreads better than our queue. */
const LONGEST_WAIT_MS = 5_000;
/** As much of a second's admissions as may come at once. */
const BURST_MS = 250;
/** So much of the queue one address may fill: there is always room for another. */
const SHARE_OF_ADDRESS = 0.5;

/** Lets new connections in at a steady rate, so that a thousand at once do not hold up those who are in. */
export function createAdmission({ clock, perSecond }: { clock: Clock; perSecond: number }) {
	const gapMs = 1000 / perSecond;
	const mostOfAddress = Math.ceil((SHARE_OF_ADDRESS * LONGEST_WAIT_MS) / gapMs);
	const waiting = new AddressCount();
	let nextAt = 0;
	return {
		/** Calls back with true in its turn, or with false at once when the queue is too long. */
		admit(address: string, decide: (admitted: boolean) => void): void {
			const now = clock.monotonic();
			const turnAt = Math.max(nextAt, now - BURST_MS);
			const tooLong = turnAt - now > LONGEST_WAIT_MS;
			if (tooLong || waiting.of(address) >= mostOfAddress) return decide(false);
			nextAt = turnAt + gapMs;
			if (turnAt <= now) return decide(true);
			waiting.add(address);
			clock.after(turnAt - now, () => {
				waiting.remove(address);
				decide(true);
			});
		},
		/** Those whose turn is yet to come. */
		waiting: waiting as Pick<AddressCount, 'of' | 'total'>
	};
}
