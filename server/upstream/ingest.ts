import { Worker } from 'node:worker_threads';
import type { RejectedPart } from '#core/fleet.ts';
import { DEFAULT_STEP_MINUTES } from '#core/metrics/metrics.ts';
import { err, type Result } from '#core/protocol/problem.ts';
import { explainTopic, type OnDemandTopic } from '#core/protocol/topic.ts';
import type { FleetStates } from '#core/topics/schema-of.ts';
import type { AskTurn, Turn } from './attention.ts';
import { DEFAULT_BOUNDS, type AnswerBounds } from './answer-bounds.ts';
import type { DaemonClientOptions } from './daemon-client.ts';
import type { ExplanationReading } from './explanation.ts';
import type { RequestKind, FromWorker, ToWorker } from './ingest-worker.ts';
import type { PollResult } from './poll.ts';

export interface Ingest {
	/** `onResponse` is told when the daemon has answered its status and is asked for its predictions. */
	pollDaemon(signal: AbortSignal, onResponse?: () => void): Promise<PollResult>;
	/** Each call that it takes waits for a turn of its own. Undefined: a turn was called off. */
	readTopic<T extends OnDemandTopic>(
		topic: T,
		signal: AbortSignal,
		turn: TopicTurn
	): Promise<Result<FleetStates[T] | { offered: false }> | undefined>;
	/** One call, whose turn the asker has. */
	readExplanation(server: string, signal: AbortSignal): Promise<Result<ExplanationReading>>;
	close(): Promise<void>;
}

/** Waits for the turn of one of a topic's calls, named by its path. */
export type TopicTurn = (path: string, signal: AbortSignal) => ReturnType<AskTurn>;

/** What the worker is started with. */
export interface IngestWorkerData extends DaemonClientOptions {
	/** How long one step of a forecast is. */
	readonly stepMinutes: number;
	/** How much of one answer is taken. */
	readonly bounds: AnswerBounds;
}

/** What happens while a question is under way. */
interface Hooks {
	readonly askTurn?: TopicTurn;
	readonly onResponse?: () => void;
}

interface Pending {
	hear(message: FromWorker): void;
	fail(): void;
}

/**
 * The daemon as the serving thread sees it. Fetching, parsing, checking and shrinking happen in a worker thread; a
 * worker that dies fails the questions under way, and the next question starts a new one: no faster than it is asked.
 */
export function createIngest(
	options: DaemonClientOptions & {
		readonly stepMinutes?: number;
		readonly bounds?: AnswerBounds;
		readonly onWorkerLost?: (error: Error) => void;
		/** Told of what is left out besides what a fleet or an explanation tells of itself. */
		readonly onSetAside?: (parts: readonly RejectedPart[]) => void;
	},
	program = new URL('ingest-worker.ts', import.meta.url)
): Ingest {
	const {
		onWorkerLost,
		onSetAside,
		stepMinutes = DEFAULT_STEP_MINUTES,
		bounds = DEFAULT_BOUNDS,
		...client
	} = options;
	const workerData: IngestWorkerData = { ...client, stepMinutes, bounds };
	const pending = new Map<number, Pending>();
	let nextId = 0;
	let closing = false;
	let worker: Worker | undefined = start();

	function start(): Worker {
		const thread = new Worker(program, { workerData });
		thread.on('message', (message: FromWorker) => {
			if ('setAside' in message) onSetAside?.(message.setAside);
			else pending.get(message.id)?.hear(message);
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

	function ask<Answer>(
		kind: RequestKind,
		signal: AbortSignal,
		lost: () => Answer,
		{ askTurn = () => Promise.resolve(undefined), onResponse }: Hooks = {}
	): Promise<Answer | undefined> {
		return new Promise((resolve) => {
			if (closing) {
				resolve(lost());
				return;
			}
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
			tell({ id, kind });
			if (signal.aborted) abort();
		});
	}

	const gone = () =>
		err('daemon-error', 'The ingest worker ended; the next round starts a new one.');
	const unansweredPoll = (): PollResult => ({ status: gone(), fleet: gone() });
	return {
		pollDaemon: async (signal, onResponse) =>
			(await ask('poll', signal, unansweredPoll, onResponse && { onResponse })) ?? unansweredPoll(),
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
