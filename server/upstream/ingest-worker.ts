import { parentPort, workerData } from 'node:worker_threads';
import { explainedServer, type DemandTopic, type ExplainTopic } from '#core/protocol/topic.ts';
import { systemClock } from '../clock.ts';
import { askTopic } from './asked-topics.ts';
import { createDaemonClient, type DaemonClient } from './daemon-client.ts';
import { askExplanation } from './explanation.ts';
import type { IngestWorkerData } from './ingest.ts';
import { askRound } from './round.ts';

/** A round, or a topic that is asked apart. */
export type Asked = 'round' | DemandTopic | ExplainTopic;

/** Asked by its number; `go` is the turn that it wanted, `abort` ends it. */
export interface ToWorker {
	readonly id: number;
	readonly kind: Asked | 'go' | 'abort';
}

/** Of the question with that number: its result; the path that it wants a turn for; or that this call is over. */
export type FromWorker =
	| { readonly id: number; readonly result: unknown }
	| { readonly id: number; readonly wants: string }
	| { readonly id: number; readonly over: true };

interface Asking {
	readonly ending: AbortController;
	/** Begins the call that waits for its turn. */
	go(): void;
}

const port = parentPort;
if (!port) throw new Error('the ingest worker is started by ingest.ts, as a thread');
const { stepMinutes, ...options } = workerData as IngestWorkerData;
const client = createDaemonClient(options);
const asking = new Map<number, Asking>();

function tell(message: FromWorker, transfer: readonly ArrayBuffer[] = []): void {
	port?.postMessage(message, transfer);
}

port.on('message', ({ id, kind }: ToWorker) => {
	if (kind === 'abort') asking.get(id)?.ending.abort();
	else if (kind === 'go') asking.get(id)?.go();
	else void answer(id, kind);
});

/** A client whose every call waits until the serving thread says that it is its turn. */
function inTurn(id: number, mine: { go(): void }): DaemonClient {
	return {
		async get(path, signal) {
			await new Promise<void>((resolve) => {
				mine.go = resolve;
				signal.addEventListener('abort', () => resolve(), { once: true });
				tell({ id, wants: path });
			});
			try {
				return await client.get(path, signal);
			} finally {
				tell({ id, over: true });
			}
		}
	};
}

async function answer(id: number, kind: Asked): Promise<void> {
	const ending = new AbortController();
	const { signal } = ending;
	const mine: Asking = { ending, go: () => undefined };
	asking.set(id, mine);
	try {
		if (kind === 'round') await answerRound(id, signal);
		else {
			const server = explainedServer(kind);
			const result = await (server === undefined
				? askTopic(kind as DemandTopic, inTurn(id, mine), signal, systemClock.now)
				: askExplanation(server, client, signal, systemClock.now));
			tell({ id, result });
		}
	} finally {
		asking.delete(id);
	}
}

async function answerRound(id: number, signal: AbortSignal): Promise<void> {
	const round = await askRound(client, signal, stepMinutes);
	// The forecasts change threads without being copied.
	const { forecasts } = round.fleet.ok ? round.fleet.value.fleet : {};
	const buffers = forecasts
		? [forecasts.values.buffer, forecasts.now.buffer, forecasts.trend.buffer]
		: [];
	tell({ id, result: round }, buffers);
}
