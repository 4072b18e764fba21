import type { Fleet } from '#core/fleet.ts';
import { KEPT_TOPICS, type KeptStates } from '#core/history/kept-ticks.ts';
import { newest, type Ledger } from './ledger.ts';
import type { KeptTick } from '../history/kept-tick.ts';
import { sampleForecasts } from '../history/sample-forecasts.ts';

/** The facts of a tick besides its states. Times in ms since 1970. */
export interface TickFacts {
	readonly tick: number;
	readonly at: number;
	readonly measuredAt: number | undefined;
	readonly ok: boolean;
}

/**
 * Creates a function that takes from a good poll what is kept: the states as viewers saw them, the current values, and
 * every `sampleEveryMs` the forecasts.
 */
export function createTickCutter(sampleEveryMs: number) {
	let sampledAt = -Infinity;
	return (
		ledger: Ledger,
		fleet: Fleet,
		{ measuredAt, ...facts }: TickFacts
	): KeptTick | undefined => {
		const revisions = KEPT_TOPICS.flatMap((topic) => newest(ledger, topic) ?? []);
		const epoch = revisions[0]?.epoch;
		if (epoch === undefined) return undefined;
		// A clock set back must not stop the sampling until it has caught up.
		const due = Math.abs(facts.at - sampledAt) >= sampleEveryMs;
		if (due) sampledAt = facts.at;
		const states = Object.fromEntries(revisions.map(({ topic, state }) => [topic, state]));
		return {
			...facts,
			epoch,
			...(measuredAt === undefined ? {} : { measuredAt }),
			// Cannot fail: the ledger holds each topic's own states.
			states: states as unknown as KeptStates,
			samples: { ...sampleForecasts(fleet, due), stepMs: sampleEveryMs }
		};
	};
}
