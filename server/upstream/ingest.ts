import { Worker } from 'node:worker_threads';
import { DEFAULT_STEP_MINUTES } from '#core/metrics/metrics.ts';
import { refused, type Result } from '#core/protocol/problem.ts';
import { explainTopic, type DemandTopic } from '#core/protocol/topic.ts';
import type { FleetStates } from '#core/topics/schema-of.ts';
import type { DaemonClientOptions } from './daemon-client.ts';
import type { ExplanationReading } from './explanation.ts';
import type { Asked, Question } from './ingest-worker.ts';
import type { Round } from './round.ts';

export interface Ingest {
	readRound(signal: AbortSignal): Promise<Round>;
	readTopic<T extends DemandTopic>(
		topic: T,
		signal: AbortSignal
	): Promise<Result<FleetStates[T] | { offered: false }>>;
	readExplanation(server: string, signal: AbortSignal): Promise<Result<ExplanationReading>>;
	close(): Promise<void>;
}

/** What the worker is started with. */
export interface IngestWorkerData extends DaemonClientOptions {
	/** How long one step of a forecast is. */
	readonly stepMinutes: number;
}

interface Pending {
	settle(result: unknown): void;
	fail(): void;
}

/**
 * The daemon as the serving thread sees it. Fetching, parsing, checking and shrinking happen in a worker thread; a
 * worker that dies fails the questions under way, and the next question starts a new one: no faster than it is asked.
 */
export function createIngest(
	options: DaemonClientOptions & {
		readonly stepMinutes?: number;
		readonly onWorkerLost?: (error: Error) => void;
	},
	program = new URL('ingest-worker.ts', import.meta.url)
): Ingest {
	const { onWorkerLost, stepMinutes = DEFAULT_STEP_MINUTES, ...client } = options;
	const workerData: IngestWorkerData = { ...client, stepMinutes };
	const pending = new Map<number, Pending>();
	let nextId = 0;
	let closing = false;
	let worker: Worker | undefined = start();

	function start(): Worker {
		const thread = new Worker(program, { workerData });
		thread.on('message', ({ id, result }: { id: number; result: unknown }) => {
			pending.get(id)?.settle(result);
		});
		thread.on('error', (error) => onWorkerLost?.(error));
		thread.once('exit', () => {
			for (const question of [...pending.values()]) question.fail();
			worker = undefined;
		});
		// The process may end while the worker waits for an answer.
		thread.unref();
		return thread;
	}

	function ask<Answer>(kind: Asked, signal: AbortSignal, lost: () => Answer): Promise<Answer> {
		return new Promise((resolve) => {
			if (closing) {
				resolve(lost());
				return;
			}
			const id = nextId++;
			const thread = (worker ??= start());
			const abort = () => thread.postMessage({ id, kind: 'abort' } satisfies Question);
			const settle = (answer: Answer) => {
				pending.delete(id);
				signal.removeEventListener('abort', abort);
				resolve(answer);
			};
			pending.set(id, {
				settle: (result) => settle(result as Answer),
				fail: () => settle(lost())
			});
			signal.addEventListener('abort', abort, { once: true });
			thread.postMessage({ id, kind } satisfies Question);
			if (signal.aborted) abort();
		});
	}

	const gone = () =>
		refused('daemon-error', 'The ingest worker ended; the next round starts a new one.');
	return {
		readRound: (signal) => ask('round', signal, (): Round => ({ status: gone(), fleet: gone() })),
		readTopic: <T extends DemandTopic>(topic: T, signal: AbortSignal) =>
			ask<Result<FleetStates[T] | { offered: false }>>(topic, signal, gone),
		readExplanation: (server, signal) =>
			ask<Result<ExplanationReading>>(explainTopic(server), signal, gone),
		async close() {
			closing = true;
			await worker?.terminate();
		}
	};
}
