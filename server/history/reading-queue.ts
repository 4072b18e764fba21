import { err, type Result } from '#core/protocol/problem.ts';
import type { QueryName } from '#core/history/queries.ts';

/** How many questions may wait: more are refused until later. */
const MAX_WAITING = 64;
/** The limit of one client, so that it cannot fill the queue. */
const MAX_WAITING_OF_ONE = 32;
/** Replays are limited elsewhere: each has one question at a time, and one for each server that it shows. */
const MAX_REPLAYING = 512;
const COME_AGAIN_MS = 2_000;

/** The questions of a running replay. */
const REPLAYING: ReadonlySet<QueryName> = new Set(['moment', 'steps', 'sample']);

/** Who asks, and a signal that cancels the question. */
export interface QuestionOptions {
	/** Identifies the client, where it is known. */
	readonly asker?: string;
	readonly signal?: AbortSignal;
}

export interface WaitingQuestion {
	readonly name: QueryName;
	readonly question: unknown;
	/** Answers everyone who asked this question. */
	settle(result: Result<unknown>): void;
}

interface Waiting extends WaitingQuestion {
	readonly key: string;
	readonly asker: string | undefined;
	readonly answers: Set<(result: Result<unknown>) => void>;
}

/**
 * The questions that wait for the reading thread. Those of replays have a limit of their own and alternate with the others;
 * a question that is waiting already is not asked twice; a cancelled one is not asked at all.
 */
export class ReadingQueue {
	readonly #lanes = {
		replaying: { waiting: new Map<string, Waiting>(), most: MAX_REPLAYING },
		other: { waiting: new Map<string, Waiting>(), most: MAX_WAITING }
	};
	#turn: 'replaying' | 'other' = 'replaying';

	/** Resolves with the answer, or at once when the queue is full. */
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
					err('history-busy', 'Too many history queries at once.', COME_AGAIN_MS)
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

	/**
	 * Takes the next question out of the queue. The same question asked later is not answered by it, because more may be
	 * kept by then.
	 */
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

	/** Answers all waiting questions. */
	settleAll(result: Result<unknown>): void {
		for (let entry = this.next(); entry; entry = this.next()) entry.settle(result);
	}
}

function unwanted(): Result<never> {
	return err('query-cancelled', 'The query was cancelled.');
}
