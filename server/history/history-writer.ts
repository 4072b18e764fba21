import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { HistoryState } from '#core/topics/history.ts';
import type { KeptTick } from './kept-tick.ts';
import type { FromWriter, ToWriter, WriterData } from './writer-worker.ts';

/** How many ticks wait for a slow disk: two minutes at 5 s. Beyond that they are dropped and counted. */
export const MAX_WAITING = 24;
/** How long after its last tick a writer that died is started again. */
const RESTART_MS = 60_000;

export interface HistoryWriterEvents {
	onFault(message: string, detail?: string): void;
	onRecovered(): void;
	onOpened(): void;
	onState(state: HistoryState): void;
	/** These ticks, by their numbers, are on disk from now on. */
	onKept(ticks: readonly number[]): void;
}

/** Hands ticks to the writing thread, never more than it can take. */
export class HistoryWriter {
	readonly #data: Omit<WriterData, 'startedAt'>;
	readonly #events: HistoryWriterEvents;
	readonly #program: URL;
	#worker: Worker | undefined;
	#waiting = 0;
	#dropped = 0;
	#handedAt = -Infinity;

	/** @param program the thread's program; tests pass one that dies */
	constructor(
		data: Omit<WriterData, 'startedAt'>,
		events: HistoryWriterEvents,
		now: number,
		program = new URL('writer-worker.ts', import.meta.url)
	) {
		this.#data = data;
		this.#events = events;
		this.#program = program;
		this.#worker = this.#start(now);
	}

	/** Ticks dropped because the disk was too slow or could not be written to. */
	get dropped(): number {
		return this.#dropped;
	}

	keep(tick: KeptTick): void {
		if (!this.#worker && tick.at - this.#handedAt >= RESTART_MS)
			this.#worker = this.#start(tick.at);
		if (!this.#worker || this.#waiting >= MAX_WAITING) {
			this.#dropped++;
			return;
		}
		const { states, ...rest } = tick;
		const buffers = [rest.samples?.now, rest.samples?.values].flatMap((each) => each?.buffer ?? []);
		try {
			this.#post({ kind: 'keep', tick: rest, states: JSON.stringify(states) }, buffers);
		} catch (error) {
			// A tick that cannot be sent to the thread must not affect viewers.
			this.#dropped++;
			this.#events.onFault('a tick could not be handed to the history', String(error));
			return;
		}
		this.#waiting++;
		this.#handedAt = tick.at;
	}

	/** A reader found damage. */
	examine(now: number): void {
		this.#post({ kind: 'examine', now });
	}

	/** Resolves when everything is on disk, or the thread has ended. */
	async close(): Promise<void> {
		const worker = this.#worker;
		if (!worker) return;
		const ended = once(worker, 'exit');
		this.#post({ kind: 'close' });
		await ended;
	}

	async terminate(): Promise<void> {
		await this.#worker?.terminate();
	}

	#post(message: ToWriter, moved: readonly ArrayBuffer[] = []): void {
		this.#worker?.postMessage(message, moved);
	}

	#start(now: number): Worker {
		const workerData: WriterData = { ...this.#data, startedAt: now };
		const thread = new Worker(this.#program, { workerData });
		thread.on('message', (message: FromWriter) => this.#hear(message));
		thread.on('error', (error) => {
			this.#events.onFault('the history writer died', error.message);
			this.#events.onState({ keeping: false, reason: 'the history writer died' });
		});
		thread.once('exit', () => {
			this.#worker = undefined;
			this.#dropped += this.#waiting;
			this.#waiting = 0;
		});
		return thread;
	}

	#hear(message: FromWriter): void {
		switch (message.kind) {
			case 'written':
				this.#waiting -= message.ticks.length;
				if (message.kept) this.#events.onKept(message.ticks);
				else this.#dropped += message.ticks.length;
				return;
			case 'state':
				this.#events.onState(message.state);
				return;
			case 'fault':
				this.#events.onFault(message.message, message.detail);
				return;
			case 'recovered':
				this.#events.onRecovered();
				return;
			case 'opened':
				this.#events.onOpened();
		}
	}
}
