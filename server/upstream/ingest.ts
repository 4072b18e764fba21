import { Worker } from 'node:worker_threads';
import type { Corrections } from '#core/borne-out/correction-curve.ts';
import type { RejectedPart } from '#core/fleet.ts';
import { DEFAULT_HOLD_MS } from '#core/levels/steady.ts';
import { DEFAULT_STEP_MINUTES } from '#core/metrics/metrics.ts';
import { err, type Result } from '#core/protocol/problem.ts';
import { explainTopic, type OnDemandTopic } from '#core/protocol/topic.ts';
import type { FleetStates } from '#core/topics/schema-of.ts';
import type { AskTurn } from './attention.ts';
import { DEFAULT_BOUNDS, type AnswerBounds } from './answer-bounds.ts';
import type { DaemonClientOptions } from './daemon-client.ts';
import type { ExplanationReading } from './explanation.ts';
import type { FromWorker, IngestWorkerData, RequestKind, ToWorker } from './ingest-messages.ts';
import type { PollResult } from './poll.ts';
import type { Turn } from './turn-queue.ts';

export interface Ingest {
	/** `onResponse` is called when the daemon has sent its status and is computing its predictions. */
	pollDaemon(
		signal: AbortSignal,
		onResponse?: () => void,
		corrections?: Corrections
	): Promise<PollResult>;
	/** Each call waits for its own turn. Undefined when a turn was cancelled. */
	readTopic<T extends OnDemandTopic>(
		topic: T,
		signal: AbortSignal,
		turn: TopicTurn
	): Promise<Result<FleetStates[T] | { offered: false }> | undefined>;
	/** One call, for which the caller has a turn. */
	readExplanation(server: string, signal: AbortSignal): Promise<Result<ExplanationReading>>;
	close(): Promise<void>;
}

/** Waits for the turn of one of a topic's calls, named by its path. */
type TopicTurn = (path: string, signal: AbortSignal) => ReturnType<AskTurn>;

/** Callbacks while a request is running. */
interface Hooks {
	readonly askTurn?: TopicTurn;
	readonly onResponse?: (() => void) | undefined;
	readonly corrections?: Corrections | undefined;
}

interface Pending {
	hear(message: FromWorker): void;
	fail(): void;
}

interface IngestOptions extends DaemonClientOptions {
	readonly stepMinutes?: number;
	readonly bounds?: AnswerBounds;
	readonly holdMs?: number;
	readonly onWorkerLost?: (error: Error) => void;
	/** Receives the rejected parts, other than those that a fleet or an explanation lists itself. */
	readonly onRejectedParts?: (parts: readonly RejectedPart[]) => void;
}

const DEFAULTS = {
	stepMinutes: DEFAULT_STEP_MINUTES,
	bounds: DEFAULT_BOUNDS,
	holdMs: DEFAULT_HOLD_MS
};

/**
 * The daemon as the serving thread sees it. Fetching, parsing, checking and reducing happen in a worker thread. A worker
 * that dies fails its running requests, and the next request starts a new one.
 */
export function createIngest(
	options: IngestOptions,
	program = new URL('ingest-worker.ts', import.meta.url)
): Ingest {
	const { onWorkerLost, onRejectedParts, ...settings } = options;
	const workerData = { ...DEFAULTS, ...settings };
	const pending = new Map<number, Pending>();
	let nextId = 0;
	let closing = false;
	let worker: Worker | undefined = start();

	function start(): Worker {
		return startWorker(program, workerData, {
			onMessage(message) {
				if ('rejected' in message) onRejectedParts?.(message.rejected);
				else pending.get(message.id)?.hear(message);
			},
			onError: (error) => onWorkerLost?.(error),
			onExit() {
				for (const question of [...pending.values()]) question.fail();
				worker = undefined;
			}
		});
	}

	function ask<Answer>(
		kind: RequestKind,
		signal: AbortSignal,
		lost: () => Answer,
		{ askTurn = () => Promise.resolve(undefined), onResponse, corrections }: Hooks = {}
	): Promise<Answer | undefined> {
		return new Promise((resolve) => {
			if (closing) return resolve(lost());
			const id = nextId++;
			const thread = (worker ??= start());
			const tell = (message: ToWorker) => thread.postMessage(message);
			const abort = () => tell({ id, kind: 'abort' });
			let turn: Turn | undefined;
			const settle = (answer: Answer | undefined) => {
				pending.delete(id);
				signal.removeEventListener('abort', abort);
				turn?.over();
				resolve(answer);
			};
			const takeTurn = async (path: string) => {
				turn = await askTurn(path, signal);
				if (!pending.has(id)) turn?.over();
				else if (turn) tell({ id, kind: 'go' });
				else {
					abort();
					settle(undefined);
				}
			};
			pending.set(id, {
				hear(message) {
					if ('result' in message) settle(message.result as Answer);
					else if ('wants' in message) void takeTurn(message.wants);
					else if ('responds' in message) onResponse?.();
					else turn?.over();
				},
				fail: () => settle(lost())
			});
			signal.addEventListener('abort', abort, { once: true });
			tell({ id, kind, ...(corrections && { corrections }) });
			if (signal.aborted) abort();
		});
	}

	return {
		pollDaemon: async (signal, onResponse, corrections) =>
			(await ask('poll', signal, unansweredPoll, { onResponse, corrections })) ?? unansweredPoll(),
		readTopic: <T extends OnDemandTopic>(topic: T, signal: AbortSignal, askTurn: TopicTurn) =>
			ask<Result<FleetStates[T] | { offered: false }>>(topic, signal, gone, { askTurn }),
		readExplanation: async (server, signal) =>
			(await ask<Result<ExplanationReading>>(explainTopic(server), signal, gone)) ?? gone(),
		async close() {
			closing = true;
			await worker?.terminate();
		}
	};
}

const gone = () =>
	err('internal-error', 'Fleetcast’s ingest worker ended; the next poll starts a new one.');
const unansweredPoll = (): PollResult => ({ status: gone(), fleet: gone() });

interface WorkerHandlers {
	readonly onMessage: (message: FromWorker) => void;
	readonly onError: (error: Error) => void;
	readonly onExit: () => void;
}

function startWorker(program: URL, workerData: IngestWorkerData, handlers: WorkerHandlers): Worker {
	const thread = new Worker(program, { workerData });
	thread.on('message', handlers.onMessage);
	thread.on('error', handlers.onError);
	thread.once('exit', handlers.onExit);
	// The process may end while the worker waits for an answer.
	thread.unref();
	return thread;
}
