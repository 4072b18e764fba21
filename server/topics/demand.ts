import type { JsonObject } from '#core/json/json.ts';
import type { Result } from '#core/protocol/problem.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { sleep, type Clock } from '../clock.ts';

/** A daemon too old to offer the topic is asked again this rarely. */
const NOT_OFFERED_MS = 600_000;
/** A state older than this many rhythms is shown to no newcomer. */
const KEPT_RHYTHMS = 2.5;

export interface DemandDeps {
	readonly topic: Topic;
	readonly everyMs: number;
	readonly clock: Clock;
	readonly read: (signal: AbortSignal) => Promise<Result<JsonObject>>;
	readonly isWatched: () => boolean;
	readonly onState: (state: JsonObject) => void;
	/** The state kept is too old to be shown. */
	readonly onOutdated: () => void;
}

/** Asks the daemon for a topic only while somebody watches it, at the topic's own rhythm, once for all. */
export function createDemand(deps: DemandDeps) {
	const { clock, everyMs } = deps;
	const closing = new AbortController();
	let reading = false;
	let readAt: number | undefined;

	async function readWhileWatched(): Promise<void> {
		if (reading || closing.signal.aborted) return;
		reading = true;
		try {
			while (deps.isWatched() && !closing.signal.aborted) {
				const dueAt = (readAt ?? -Infinity) + everyMs;
				if (clock.now() < dueAt) await sleep(clock, dueAt - clock.now(), closing.signal);
				else await readOnce();
			}
		} finally {
			reading = false;
		}
	}

	async function readOnce(): Promise<void> {
		readAt = clock.now();
		const result = await deps.read(closing.signal);
		if (closing.signal.aborted) return;
		if (!result.ok) return;
		deps.onState(result.value);
		if (result.value['offered'] === false) readAt = clock.now() + NOT_OFFERED_MS - everyMs;
	}

	return {
		/** Somebody has joined the topic: call it before the joiner is answered. */
		watch(): void {
			if (readAt !== undefined && clock.now() - readAt > KEPT_RHYTHMS * everyMs) deps.onOutdated();
			void readWhileWatched();
		},
		close: () => closing.abort()
	};
}
