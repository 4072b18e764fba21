import { Worker } from 'node:worker_threads';
import type { AnswerOf, QueryName, QuestionOf } from '#core/history/queries.ts';
import { refused, type Result } from '#core/protocol/problem.ts';
import type { FromReader, ReaderData, ToReader } from './reader-worker.ts';

/** More questions than this do not wait: whoever asks then is told to come again. */
const MAX_WAITING = 64;
const COME_AGAIN_MS = 2_000;

export interface ReaderEvents {
	onFault(message: string, detail?: string): void;
	onDamage(): void;
}

/** Asks the thread that reads: a long question neither holds up a viewer nor the ticks that are being kept. */
export class Reader {
	readonly #data: ReaderData;
	readonly #events: ReaderEvents;
	readonly #pending = new Map<number, (result: Result<unknown>) => void>();
	#worker: Worker | undefined;
	#nextId = 0;

	constructor(data: ReaderData, events: ReaderEvents) {
		this.#data = data;
		this.#events = events;
	}

	ask<Name extends QueryName>(
		name: Name,
		question: QuestionOf<Name>
	): Promise<Result<AnswerOf<Name>>> {
		if (this.#pending.size >= MAX_WAITING) {
			const words = 'Too many questions about the past at once.';
			return Promise.resolve(refused('history-broken', words, COME_AGAIN_MS));
		}
		return new Promise((resolve) => {
			const id = this.#nextId++;
			this.#pending.set(id, (result) => resolve(result as Result<AnswerOf<Name>>));
			this.#worker ??= this.#start();
			this.#worker.postMessage({ kind: 'ask', id, name, question } satisfies ToReader);
		});
	}

	/** The file has been changed for another. */
	reopen(): void {
		this.#worker?.postMessage({ kind: 'reopen' } satisfies ToReader);
	}

	async close(): Promise<void> {
		await this.#worker?.terminate();
	}

	#start(): Worker {
		const thread = new Worker(new URL('reader-worker.ts', import.meta.url), {
			workerData: this.#data
		});
		thread.on('message', ({ id, result, fault, damaged }: FromReader) => {
			if (damaged) this.#events.onDamage();
			else if (fault) this.#events.onFault('a question about the past failed', fault);
			this.#settle(id, result);
		});
		thread.on('error', (error) =>
			this.#events.onFault('the history reader was lost', error.message)
		);
		thread.once('exit', () => {
			this.#worker = undefined;
			for (const id of [...this.#pending.keys()])
				this.#settle(id, refused('history-broken', 'The history reader ended; ask again.'));
		});
		thread.unref();
		return thread;
	}

	#settle(id: number, result: Result<unknown>): void {
		this.#pending.get(id)?.(result);
		this.#pending.delete(id);
	}
}
