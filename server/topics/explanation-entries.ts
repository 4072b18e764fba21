import type { Problem } from '#core/protocol/problem.ts';
import type { ExplanationState } from '#core/topics/explanation.ts';
import { PUT_OFF } from './put-off.ts';
import { KEPT_INTERVALS, retryAfterMs } from './request-loop.ts';

const ABSENT: ExplanationState = {
	explained: false,
	reason: 'The daemon reports no server of this name.'
};

const WAITING: ExplanationState = { explained: false, reason: PUT_OFF };

/** What is known of one server's explanation. Times are monotonic, in ms. */
export interface ExplanationEntry {
	/** Counts the openings of all topics: the higher, the later a viewer joined this one. */
	opening: number;
	dueAt: number;
	/** When `state` was set. */
	knownAt: number;
	state?: ExplanationState;
	published?: ExplanationState;
}

/** The explanations of all servers during one run of the daemon. */
export class ExplanationEntries {
	readonly #everyMs: number;
	readonly #now: () => number;
	readonly #entries = new Map<string, ExplanationEntry>();
	#openings = 0;

	/** @param now monotonic, in ms */
	constructor(everyMs: number, now: () => number) {
		this.#everyMs = everyMs;
		this.#now = now;
	}

	has(server: string): boolean {
		return this.#entries.has(server);
	}

	/** Returns the entry of a server; a new one is due at once. */
	of(server: string): ExplanationEntry {
		const known = this.#entries.get(server);
		if (known) return known;
		const entry = { opening: ++this.#openings, dueAt: this.#now(), knownAt: -Infinity };
		this.#entries.set(server, entry);
		return entry;
	}

	/** Notes that a viewer joins the topic. */
	open(server: string): ExplanationEntry {
		const entry = this.of(server);
		entry.opening = ++this.#openings;
		return entry;
	}

	learn(entry: ExplanationEntry, state: ExplanationState): void {
		entry.state = state;
		entry.knownAt = this.#now();
	}

	/** A request failed. An earlier explanation stays on screen, with its age. */
	fail(entry: ExplanationEntry, { detail }: Problem): void {
		if (!entry.state?.explained)
			this.learn(entry, {
				explained: false,
				reason: `${detail} Fleetcast asks again automatically.`
			});
	}

	retryAfter(entry: ExplanationEntry, waitMs: number | undefined): void {
		entry.dueAt = this.#now() + retryAfterMs(this.#everyMs, waitMs);
	}

	isUnanswered({ state }: ExplanationEntry): boolean {
		return state === undefined || state === WAITING;
	}

	isOutdated({ knownAt }: ExplanationEntry): boolean {
		return this.#now() - knownAt > KEPT_INTERVALS * this.#everyMs;
	}

	/** Servers come and go: one that is not in the fleet is not asked about. */
	notePresence(entry: ExplanationEntry, present: boolean | undefined): void {
		if (present === false) this.learn(entry, ABSENT);
		else if (present && entry.state === ABSENT) {
			delete entry.state;
			entry.dueAt = this.#now();
		}
	}

	/** Without an answer for longer than `afterMs`, viewers are told what it waits for. */
	notePutOff(entry: ExplanationEntry, afterMs: number): void {
		if (!entry.state && this.#now() - entry.dueAt > afterMs) this.learn(entry, WAITING);
	}

	forgetOutdated(isWatched: (server: string) => boolean): void {
		for (const [server, entry] of this.#entries)
			if (!isWatched(server) && this.isOutdated(entry)) this.#entries.delete(server);
	}
}
