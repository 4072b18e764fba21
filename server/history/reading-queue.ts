import { err, type Result } from '#core/protocol/problem.ts';
import type { QueryName } from '#core/history/queries.ts';

/** More questions than this do not wait: whoever asks then is told to come again. */
const MAX_WAITING = 64;
/** Of one asker: nobody's questions fill the queue of all. */
const MAX_WAITING_OF_ONE = 32;
/** Replays are limited elsewhere: each has one of them at a time, and one for each server that it shows. */
const MAX_REPLAYING = 512;
const COME_AGAIN_MS = 2_000;

/** What replays go on with. */
const REPLAYING: ReadonlySet<QueryName> = new Set(['moment', 'steps', 'sample']);

/** Who asks, and until when somebody waits for the answer. */
export interface QuestionOptions {
	/** Names whoever asks, where that is known. */
	readonly asker?: string;
	readonly signal?: AbortSignal;
}

export interface WaitingQuestion {
	readonly name: QueryName;
	readonly question: unknown;
	/** Answers all that asked it. */
	settle(result: Result<unknown>): void;
}

interface Waiting extends WaitingQuestion {
	readonly key: string;
	readonly asker: string | undefined;
	readonly answers: Set<(result: Result<unknown>) => void>;
}

/**
 * Questions that wait for the one thread that reads. Those of replays have places of their own and take turns with all
 * others; a question that waits already is not asked twice; one that nobody waits for any more is not asked at all.
 */
export class ReadingQueue {
	readonly #lanes = {
		replaying: { waiting: new Map<string, Waiting>(), most: MAX_REPLAYING },
		other: { waiting: new Map<string, Waiting>(), most: MAX_WAITING }
	};
	#turn: 'replaying' | 'other' = 'replaying';

	/** Resolves with the answer, or at once when there is no place. */
	add(
		name: QueryName,
		question: unknown,
		{ asker, signal }: QuestionOptions = {}
	): Promise<Result<unknown>> {
		const { waiting, most } = this.#lanes[REPLAYING.has(name) ? 'replaying' : 'other'];
		const key = `${name} ${JSON.stringify(question)}`;
		let entry = waiting.get(key);
		if (!entry) {
			if (signal?.aborted) return Promise.resolve(unwanted());
			const own = [...waiting.values()].filter(
				(other) => asker !== undefined && other.asker === asker
			);
			if (waiting.size >= most || own.length >= MAX_WAITING_OF_ONE)
				return Promise.resolve(
					err('history-broken', 'Too many questions about the past at once.', COME_AGAIN_MS)
				);
			const answers = new Set<(result: Result<unknown>) => void>();
			const settle = (result: Result<unknown>) => {
				for (const answer of answers) answer(result);
			};
			entry = { name, question, key, asker, answers, settle };
			waiting.set(key, entry);
		}
		const { answers } = entry;
		return new Promise((resolve) => {
			const leave = () => {
				answers.delete(answer);
				if (answers.size === 0 && waiting.get(key)?.answers === answers) waiting.delete(key);
				resolve(unwanted());
			};
			const answer = (result: Result<unknown>) => {
				signal?.removeEventListener('abort', leave);
				resolve(result);
			};
			answers.add(answer);
			signal?.addEventListener('abort', leave, { once: true });
		});
	}

	/** The question to ask now; it waits no longer. One that is asked after this is not answered by it: more may be kept by then. */
	next(): WaitingQuestion | undefined {
		const turns = [this.#turn, this.#turn === 'other' ? 'replaying' : 'other'] as const;
		for (const turn of turns) {
			const { waiting } = this.#lanes[turn];
			const [entry] = waiting.values();
			if (!entry) continue;
			waiting.delete(entry.key);
			this.#turn = turn === 'other' ? 'replaying' : 'other';
			return entry;
		}
		return undefined;
	}

	/** Answers all that waits. */
	settleAll(result: Result<unknown>): void {
		for (let entry = this.next(); entry; entry = this.next()) entry.settle(result);
	}
}

function unwanted(): Result<never> {
	return err('history-broken', 'Nobody waits for the answer any more.');
}
