import { STALE_AFTER_TICKS } from '#core/freshness.ts';
import type { RejectedPart } from '#core/fleet.ts';
import { allowedAt, withOne } from '#core/rate-limit.ts';
import type { Problem } from '#core/protocol/problem.ts';
import { explainedServer, explainTopic, type Topic } from '#core/protocol/topic.ts';
import type { CurrentState } from '../state/current-state.ts';
import type { Clock } from '../clock.ts';
import { newest } from '../state/ledger.ts';
import type { AskTurn } from '../upstream/attention.ts';
import type { Ingest } from '../upstream/ingest.ts';
import { nextToAsk } from './explain-queue.ts';
import { ExplanationEntries, type ExplanationEntry } from './explanation-entries.ts';
import { createRequestLoop } from './request-loop.ts';

/**
 * The daemon explains 30 times a minute, in windows whose start nobody knows. Five at once and one each 2.5 s after
 * that are 29 in any minute by our clock; one more may come late to the daemon, since it is asked one thing at a time.
 */
const EXPLAIN_RATE = { burst: 5, perSecond: 0.4 };

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
	readonly onRejectedParts: (parts: readonly RejectedPart[]) => void;
}

/**
 * The topics `explain/<name>`: requested only while watched, one at a time, each server once per interval however many
 * viewers it has, and all of them together within the daemon's limit.
 */
export function createExplanations(deps: ExplanationsDeps) {
	const { clock, currentState, everyMs } = deps;
	/** For intervals; the time of an explanation comes with the answer. */
	const steadyNow = () => clock.monotonic();
	let entries = new ExplanationEntries(everyMs, steadyNow);
	let turns = 0;
	let fullAt = -Infinity;
	/** Set while the daemon told us to wait. */
	let heldUntil = -Infinity;
	const loop = createRequestLoop({ clock, dueInMs, request: askInTurn });

	function dueInMs(): number | undefined {
		const waiting = askable(deps, entries);
		if (waiting.length === 0) return undefined;
		const now = steadyNow();
		const dueAt = Math.min(...waiting.map((each) => each.dueAt));
		const mayAskAt = Math.max(allowedAt(EXPLAIN_RATE, fullAt, now), heldUntil);
		return (dueAt <= now ? mayAskAt : dueAt) - now;
	}

	const isDue = ({ dueAt }: { dueAt: number }) => dueAt <= steadyNow();
	const nextDue = () => nextToAsk(askable(deps, entries).filter(isDue), turns);

	/** The server is chosen when the turn has come, because another may have been opened meanwhile. */
	async function askInTurn(): Promise<void> {
		const turn = await deps.turn('explain', loop.closing, () => nextDue() !== undefined);
		const next = nextDue();
		if (turn && next) await ask(next.server);
		turn?.over();
	}

	async function ask(server: string): Promise<void> {
		const askedAt = steadyNow();
		const asked = entries;
		turns++;
		fullAt = withOne(EXPLAIN_RATE, fullAt, askedAt);
		const result = await deps.ingest.readExplanation(server, loop.closing);
		// After a restart of the daemon the answer may be from before it.
		if (loop.closing.aborted || asked !== entries) return;
		const entry = entries.of(server);
		deps.onRead(result.ok);
		if (!result.ok) return failed(entry, result.problem);
		if (result.value.rejected.length) deps.onRejectedParts(result.value.rejected);
		entries.learn(entry, result.value.state);
		entry.dueAt = askedAt + everyMs;
	}

	function failed(entry: ExplanationEntry, problem: Problem): void {
		const { kind, waitMs } = problem;
		if (kind === 'rate-limited') heldUntil = steadyNow() + (waitMs ?? everyMs);
		else entries.retryAfter(entry, waitMs);
		entries.fail(entry, problem);
	}

	function show(server: string, entry: ExplanationEntry): void {
		const topic = explainTopic(server);
		const isShown = currentState.ledger.has(topic);
		if (!isShown && entries.isOutdated(entry)) delete entry.state;
		if (!entry.state || (isShown && entry.published === entry.state)) return;
		currentState.showTopic(topic, entry.state);
		entry.published = entry.state;
	}

	return {
		/** A viewer joins these topics: fresh explanations are put into the current state at once. */
		opened(topics: readonly Topic[]): void {
			for (const server of serversOf(topics)) {
				if (!deps.watched().has(explainTopic(server)) && !entries.has(server)) continue;
				const entry = entries.open(server);
				// Only what was published before: two states in one tick could not be told apart by their number.
				if (entry.published === entry.state) show(server, entry);
			}
			loop.wake();
			loop.start();
		},
		/** A tick is about to be published. */
		publish(): void {
			const watched = deps.watched();
			entries.forgetOutdated((server) => watched.has(explainTopic(server)));
			for (const server of serversOf(watched)) {
				const entry = entries.of(server);
				entries.notePresence(entry, isPresent(currentState, server));
				if (!currentState.daemon.stale) entries.notePutOff(entry, STALE_AFTER_TICKS * deps.tickMs);
				show(server, entry);
			}
			loop.wake();
			loop.start();
		},
		/** The daemon was restarted: earlier answers are void. */
		restart(): void {
			entries = new ExplanationEntries(everyMs, steadyNow);
		},
		close: () => loop.close()
	};
}

function serversOf(topics: Iterable<Topic>): string[] {
	return [...topics].flatMap((topic) => explainedServer(topic) ?? []);
}

/** Returns whether the fleet has a server of this name; undefined while no fleet is known. */
function isPresent({ ledger }: CurrentState, server: string): boolean | undefined {
	const risk = newest(ledger, 'risk')?.state;
	return risk && Object.hasOwn(risk, server);
}

/** Returns the servers that may be asked about: watched, in the fleet, and with a daemon that answers. */
function askable({ currentState, watched }: ExplanationsDeps, entries: ExplanationEntries) {
	const { state } = currentState.daemon;
	if (state === 'down' || state === 'connecting') return [];
	return serversOf(watched())
		.filter((server) => isPresent(currentState, server))
		.map((server) => {
			const entry = entries.of(server);
			return { ...entry, server, unanswered: entries.isUnanswered(entry) };
		});
}
