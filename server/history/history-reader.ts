import { Worker } from 'node:worker_threads';
import type { AnswerOf, QueryName, QuestionOf } from '#core/history/queries.ts';
import { err, type Result } from '#core/protocol/problem.ts';
import { ReadingQueue, type QuestionOptions, type WaitingQuestion } from './reading-queue.ts';
import type { FromReader, ReaderData, ToReader } from './reader-worker.ts';

export interface HistoryReaderEvents {
	onFault(message: string, detail?: string): void;
	onDamage(): void;
}

/** Queries the reading thread: a long query delays neither viewers nor the recording of ticks. */
export class HistoryReader {
	readonly #data: ReaderData;
	readonly #events: HistoryReaderEvents;
	readonly #queue = new ReadingQueue();
	/** The question that the thread works on; others wait here, where they can be cancelled or shared. */
	#asked: WaitingQuestion | undefined;
	#worker: Worker | undefined;

	constructor(data: ReaderData, events: HistoryReaderEvents) {
		this.#data = data;
		this.#events = events;
	}

	ask<Name extends QueryName>(
		name: Name,
		question: QuestionOf<Name>,
		asking?: QuestionOptions
	): Promise<Result<AnswerOf<Name>>> {
		const answer = this.#queue.add(name, question, asking);
		this.#askNext();
		return answer as Promise<Result<AnswerOf<Name>>>;
	}

	/** The file was replaced by another. */
	reopen(): void {
		this.#worker?.postMessage({ kind: 'reopen' } satisfies ToReader);
	}

	async close(): Promise<void> {
		await this.#worker?.terminate();
	}

	#askNext(): void {
		if (this.#asked) return;
		this.#asked = this.#queue.next();
		if (!this.#asked) return;
		const { name, question } = this.#asked;
		this.#worker ??= this.#start();
		this.#worker.postMessage({ kind: 'ask', name, question } satisfies ToReader);
	}

	#start(): Worker {
		const thread = new Worker(new URL('reader-worker.ts', import.meta.url), {
			workerData: this.#data
		});
		thread.on('message', ({ result, fault, damaged }: FromReader) => {
			if (damaged) this.#events.onDamage();
			else if (fault) this.#events.onFault('a history query failed', fault);
			this.#settle(result);
			this.#askNext();
		});
		thread.on('error', (error) => this.#events.onFault('the history reader died', error.message));
		thread.once('exit', () => {
			this.#worker = undefined;
			const ended = err('history-broken', 'The history reader ended; ask again.');
			this.#settle(ended);
			this.#queue.settleAll(ended);
		});
		thread.unref();
		return thread;
	}

	#settle(result: Result<unknown>): void {
		this.#asked?.settle(result);
		this.#asked = undefined;
	}
}
