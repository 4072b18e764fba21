import { parentPort, workerData } from 'node:worker_threads';
import type { SetAside } from '#core/fleet.ts';
import { explainedServer, type DemandTopic, type ExplainTopic } from '#core/protocol/topic.ts';
import { done } from '#core/protocol/problem.ts';
import { systemClock } from '../clock.ts';
import { askTopic } from './asked-topics.ts';
import { bounded } from './bounded.ts';
import { createDaemonClient, type DaemonClient } from './daemon-client.ts';
import { askExplanation } from './explanation.ts';
import type { IngestWorkerData } from './ingest.ts';
import { askRound } from './round.ts';
import { SetAsideParts } from './set-aside-parts.ts';

/** A round, or a topic that is asked apart. */
export type Asked = 'round' | DemandTopic | ExplainTopic;

/** Asked by its number; `go` is the turn that it wanted, `abort` ends it. */
export interface ToWorker {
	readonly id: number;
	readonly kind: Asked | 'go' | 'abort';
}

/**
 * Of the question with that number: its result; the path that it wants a turn for; that this call is over; of a round,
 * that the daemon responds and is asked for its predictions; or what was left out of the answer besides what a fleet or an
 * explanation tells of itself.
 */
export type FromWorker =
	| { readonly id: number; readonly result: unknown }
	| { readonly id: number; readonly wants: string }
	| { readonly id: number; readonly over: true }
	| { readonly id: number; readonly responds: true }
	| { readonly id: number; readonly setAside: readonly SetAside[] };

interface Asking {
	readonly ending: AbortController;
	/** Begins the call that waits for its turn. */
	go(): void;
}

const port = parentPort;
if (!port) throw new Error('the ingest worker is started by ingest.ts, as a thread');
const { stepMinutes, bounds, ...options } = workerData as IngestWorkerData;
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
	const setAside = new SetAsideParts();
	asking.set(id, mine);
	try {
		if (kind === 'round') await answerRound(id, signal, setAside);
		else {
			const server = explainedServer(kind);
			const result = await (server === undefined
				? askTopic(kind as DemandTopic, inTurn(id, mine), signal, systemClock.now)
				: askExplanation(server, client, signal, systemClock.now));
			const taken = result.ok
				? done(bounded<object>(kind, result.value, bounds, setAside))
				: result;
			tellSetAside(id, setAside);
			tell({ id, result: taken });
		}
	} finally {
		asking.delete(id);
	}
}

function tellSetAside(id: number, parts: SetAsideParts): void {
	const setAside = parts.list();
	if (setAside.length) tell({ id, setAside });
}

async function answerRound(
	id: number,
	signal: AbortSignal,
	setAside: SetAsideParts
): Promise<void> {
	const round = await askRound(client, signal, {
		stepMinutes,
		bounds,
		setAside,
		onResponse: () => tell({ id, responds: true })
	});
	tellSetAside(id, setAside);
	// The forecasts change threads without being copied.
	const { forecasts } = round.fleet.ok ? round.fleet.value.fleet : {};
	const buffers = forecasts
		? [forecasts.values.buffer, forecasts.now.buffer, forecasts.trend.buffer]
		: [];
	tell({ id, result: round }, buffers);
}
