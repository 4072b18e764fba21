import { parentPort, workerData } from 'node:worker_threads';
import type { Corrections } from '#core/borne-out/correction-curve.ts';
import { explainedServer, type OnDemandTopic } from '#core/protocol/topic.ts';
import { ok } from '#core/protocol/problem.ts';
import type { OutlookState } from '#core/topics/outlook.ts';
import { systemClock } from '../clock.ts';
import { readTopic } from './topic-readers.ts';
import { bounded } from './bounded.ts';
import { createDaemonClient, type DaemonClient } from './daemon-client.ts';
import { askExplanation } from './explanation.ts';
import type { FromWorker, IngestWorkerData, RequestKind, ToWorker } from './ingest-messages.ts';
import { OverHold } from './over-hold.ts';
import { pollDaemon } from './poll.ts';
import { RejectedParts } from './rejected-parts.ts';

interface PendingRequest {
	readonly ending: AbortController;
	/** Starts the call that waits for its turn. */
	go(): void;
}

const port = parentPort;
if (!port) throw new Error('the ingest worker is started by ingest.ts, as a thread');
const { stepMinutes, bounds, holdMs, ...options } = workerData as IngestWorkerData;
const client = createDaemonClient(options);
const asking = new Map<number, PendingRequest>();
const overHold = new OverHold(holdMs);
let outlookBefore: OutlookState | undefined;

function tell(message: FromWorker, transfer: readonly ArrayBuffer[] = []): void {
	port?.postMessage(message, transfer);
}

port.on('message', ({ id, kind, corrections }: ToWorker) => {
	if (kind === 'abort') asking.get(id)?.ending.abort();
	else if (kind === 'go') asking.get(id)?.go();
	else void answer(id, kind, corrections);
});

/** A client of which each call waits until the serving thread grants its turn. */
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

async function answer(
	id: number,
	kind: RequestKind,
	corrections: Corrections | undefined
): Promise<void> {
	const ending = new AbortController();
	const { signal } = ending;
	const mine: PendingRequest = { ending, go: () => undefined };
	const rejected = new RejectedParts();
	asking.set(id, mine);
	try {
		if (kind === 'poll') await answerPoll(id, signal, rejected, corrections);
		else {
			const server = explainedServer(kind);
			const result = await (server === undefined
				? readTopic(kind as OnDemandTopic, inTurn(id, mine), signal, systemClock.now)
				: askExplanation(server, client, signal, systemClock.now));
			const taken = result.ok ? ok(bounded<object>(kind, result.value, bounds, rejected)) : result;
			tellRejected(id, rejected);
			tell({ id, result: taken });
		}
	} finally {
		asking.delete(id);
	}
}

function tellRejected(id: number, parts: RejectedParts): void {
	const rejected = parts.list();
	if (rejected.length) tell({ id, rejected });
}

async function answerPoll(
	id: number,
	signal: AbortSignal,
	rejected: RejectedParts,
	corrections: Corrections | undefined
): Promise<void> {
	const result = await pollDaemon(client, signal, {
		stepMinutes,
		bounds,
		outlookBefore,
		corrections,
		overHold: (read) => overHold.observe(read, systemClock.monotonic()),
		rejected,
		onResponse: () => tell({ id, responds: true })
	});
	if (result.fleet.ok) outlookBefore = result.fleet.value.fleet.outlook.servers;
	tellRejected(id, rejected);
	// The forecasts move to the other thread without a copy.
	const { forecasts } = result.fleet.ok ? result.fleet.value.fleet : {};
	const { values, now, trend, counts } = forecasts ?? {};
	const buffers = [values, now, trend, counts].flatMap((table) => table?.buffer ?? []);
	tell({ id, result }, buffers);
}
