import { STALE_AFTER_TICKS } from '#core/freshness.ts';
import type { RejectedPart } from '#core/fleet.ts';
import { allowedAt, withOne } from '#core/rate-limit.ts';
import type { Problem } from '#core/protocol/problem.ts';
import { explainedServer, explainTopic, type Topic } from '#core/protocol/topic.ts';
import type { ExplanationState } from '#core/topics/explanation.ts';
import type { CurrentState } from '../state/current-state.ts';
import { sleep, type Clock } from '../clock.ts';
import { newest } from '../state/ledger.ts';
import type { AskTurn } from '../upstream/attention.ts';
import type { Ingest } from '../upstream/ingest.ts';
import { nextToAsk } from './explain-queue.ts';
import { PUT_OFF } from './put-off.ts';

/**
 * The daemon explains 30 times a minute, in windows whose start nobody knows. Five at once and one each 2.5 s after
 * that are 29 in any minute by our clock; one more may come late to the daemon, since it is asked one thing at a time.
 */
const EXPLAIN_RATE = { burst: 5, perSecond: 0.4 };
/** An explanation older than this many intervals is not shown to new viewers. */
const KEPT_RHYTHMS = 2.5;
/** A failed request is repeated after this, or after the interval if that is shorter. */
const RETRY_MS = 15_000;

const ABSENT: ExplanationState = {
	explained: false,
	reason: 'The daemon reports no server of this name.'
};

const WAITING: ExplanationState = { explained: false, reason: PUT_OFF };

export interface ExplanationsDeps {
	readonly clock: Clock;
	readonly everyMs: number;
	readonly tickMs: number;
	readonly currentState: CurrentState;
	readonly ingest: Pick<Ingest, 'readExplanation'>;
	readonly turn: AskTurn;
	/** The topics watched at this moment. */
	readonly watched: () => ReadonlySet<Topic>;
	readonly onRead: (ok: boolean) => void;
	readonly onSetAside: (parts: readonly RejectedPart[]) => void;
}

/** The state of one server's explanation. */
interface Entry {
	opening: number;
	dueAt: number;
	/** When `state` was set. */
	knownAt: number;
	state?: ExplanationState;
	published?: ExplanationState;
}

/**
 * The topics `explain/<name>`: requested only while watched, one at a time, each server once per interval however many
 * viewers it has, and all of them together within the daemon's limit.
 */
export function createExplanations(deps: ExplanationsDeps) {
	const { clock, currentState, everyMs } = deps;
	/** For intervals; the time of an explanation comes with the answer. */
	const steadyNow = () => clock.monotonic();
	const closing = new AbortController();
	let entries = new Map<string, Entry>();
	let openings = 0;
	let turns = 0;
	let fullAt = -Infinity;
	/** Set while the daemon told us to wait. */
	let heldUntil = -Infinity;
	let asking = false;
	let wake = () => {};

	function watchedServers(): string[] {
		return [...deps.watched()].flatMap((topic) => explainedServer(topic) ?? []);
	}

	/** Whether the fleet has a server of this name; undefined while no fleet is known. */
	function isPresent(server: string): boolean | undefined {
		const risk = newest(currentState.ledger, 'risk')?.state;
		return risk && Object.hasOwn(risk, server);
	}

	function entryOf(server: string): Entry {
		const known = entries.get(server);
		if (known) return known;
		const entry = { opening: ++openings, dueAt: steadyNow(), knownAt: -Infinity };
		entries.set(server, entry);
		return entry;
	}

	function isOutdated({ knownAt }: Entry): boolean {
		return steadyNow() - knownAt > KEPT_RHYTHMS * everyMs;
	}

	/** The servers that may be asked about: watched, in the fleet, and with a daemon that answers. */
	function askable() {
		const { state } = currentState.daemon;
		if (state === 'down' || state === 'connecting') return [];
		return watchedServers()
			.filter((server) => isPresent(server))
			.map((server) => {
				const entry = entryOf(server);
				const unanswered = entry.state === undefined || entry.state === WAITING;
				return { ...entry, server, unanswered };
			});
	}

	async function askWhileWatched(): Promise<void> {
		if (asking || closing.signal.aborted) return;
		asking = true;
		try {
			for (;;) {
				const waiting = askable();
				if (waiting.length === 0 || closing.signal.aborted) break;
				const now = steadyNow();
				const due = waiting.filter(({ dueAt }) => dueAt <= now);
				const mayAskAt = Math.max(allowedAt(EXPLAIN_RATE, fullAt, now), heldUntil);
				const nextAt = due.length ? mayAskAt : Math.min(...waiting.map(({ dueAt }) => dueAt));
				if (nextAt > now || due.length === 0) await rest(nextAt - now);
				else await askInTurn();
			}
		} finally {
			asking = false;
		}
	}

	function nextDue() {
		const due = askable().filter(({ dueAt }) => dueAt <= steadyNow());
		return nextToAsk(due, turns);
	}

	/** The server is chosen when the turn has come, because another may have been opened meanwhile. */
	async function askInTurn(): Promise<void> {
		const turn = await deps.turn('explain', closing.signal, () => nextDue() !== undefined);
		const next = nextDue();
		if (turn && next) await ask(next.server);
		turn?.over();
	}

	/** Sleeps, unless another server is opened. */
	async function rest(ms: number): Promise<void> {
		const woken = new AbortController();
		wake = () => woken.abort();
		await sleep(clock, ms, AbortSignal.any([closing.signal, woken.signal]));
		wake = () => {};
	}

	async function ask(server: string): Promise<void> {
		const askedAt = steadyNow();
		const asked = entries;
		turns++;
		fullAt = withOne(EXPLAIN_RATE, fullAt, askedAt);
		const result = await deps.ingest.readExplanation(server, closing.signal);
		// After a restart of the daemon the answer may be from before it.
		if (closing.signal.aborted || asked !== entries) return;
		const entry = entryOf(server);
		deps.onRead(result.ok);
		if (!result.ok) return failed(entry, result.problem);
		if (result.value.setAside.length) deps.onSetAside(result.value.setAside);
		learn(entry, result.value.state);
		entry.dueAt = askedAt + everyMs;
	}

	function failed(entry: Entry, problem: Problem): void {
		const now = steadyNow();
		if (problem.kind === 'rate-limited') heldUntil = now + (problem.waitMs ?? everyMs);
		else entry.dueAt = now + Math.max(problem.waitMs ?? 0, Math.min(RETRY_MS, everyMs));
		// An earlier explanation stays on screen, with its age.
		if (!entry.state?.explained)
			learn(entry, {
				explained: false,
				reason: `${problem.detail} Fleetcast asks again automatically.`
			});
	}

	function learn(entry: Entry, state: ExplanationState): void {
		entry.state = state;
		entry.knownAt = steadyNow();
	}

	function show(server: string, entry: Entry): void {
		const topic = explainTopic(server);
		const isShown = currentState.ledger.has(topic);
		if (!isShown && isOutdated(entry)) delete entry.state;
		if (!entry.state || (isShown && entry.published === entry.state)) return;
		currentState.showTopic(topic, entry.state);
		entry.published = entry.state;
	}

	/** Servers come and go: one that is not in the fleet is not asked about. */
	function notePresence(server: string, entry: Entry): void {
		const present = isPresent(server);
		if (present === false) learn(entry, ABSENT);
		else if (present && entry.state === ABSENT) {
			delete entry.state;
			entry.dueAt = steadyNow();
		}
	}

	/** Without an answer for so long that viewers are told what it waits for. */
	function notePutOff(entry: Entry): void {
		const waitedMs = steadyNow() - entry.dueAt;
		if (entry.state || currentState.daemon.stale || waitedMs <= STALE_AFTER_TICKS * deps.tickMs)
			return;
		learn(entry, WAITING);
	}

	function forgetOutdated(watched: ReadonlySet<Topic>): void {
		for (const [server, entry] of entries)
			if (!watched.has(explainTopic(server)) && isOutdated(entry)) entries.delete(server);
	}

	return {
		/** A viewer joins these topics: fresh explanations are put into the current state at once. */
		opened(topics: readonly Topic[]): void {
			for (const server of topics.flatMap((topic) => explainedServer(topic) ?? [])) {
				if (!deps.watched().has(explainTopic(server)) && !entries.has(server)) continue;
				const entry = entryOf(server);
				entry.opening = ++openings;
				// Only what was published before: two states in one tick could not be told apart by their number.
				if (entry.published === entry.state) show(server, entry);
			}
			wake();
			void askWhileWatched();
		},
		/** A tick is about to be published. */
		publish(): void {
			forgetOutdated(deps.watched());
			for (const server of watchedServers()) {
				const entry = entryOf(server);
				notePresence(server, entry);
				notePutOff(entry);
				show(server, entry);
			}
			wake();
			void askWhileWatched();
		},
		/** The daemon was restarted: earlier answers are void. */
		restart(): void {
			entries = new Map();
		},
		close: () => closing.abort()
	};
}
