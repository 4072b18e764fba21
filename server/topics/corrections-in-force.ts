import type { Corrections } from '#core/borne-out/correction-curve.ts';
import type { Fleet } from '#core/fleet.ts';
import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';

/** The history renews them every 15 minutes. */
const ASKED_MS = 60_000;

/** Reads from the history, which learns them, how the daemon's bands are to be corrected; nothing while it keeps nothing. */
export function createCorrectionsInForce({
	clock,
	history
}: {
	readonly clock: Clock;
	readonly history: Pick<History, 'ask'>;
}) {
	let corrections: Corrections | undefined;
	let askedAt = -Infinity;

	async function ask(): Promise<void> {
		const answer = await history.ask('corrections', { at: clock.now() });
		if (answer.ok) corrections = answer.value;
	}

	/** Returns those read last, and asks again about once a minute. */
	function current(): Corrections | undefined {
		const now = clock.monotonic();
		if (now - askedAt >= ASKED_MS) {
			askedAt = now;
			void ask();
		}
		return corrections;
	}

	return {
		current,
		/** Returns a fleet with those that are in force. */
		within(fleet: Fleet): Fleet {
			const own = current();
			return own ? { ...fleet, corrections: own } : fleet;
		}
	};
}
