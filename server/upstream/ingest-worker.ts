import { parentPort, workerData } from 'node:worker_threads';
import { createDaemonClient, type DaemonClientOptions } from './daemon-client.ts';
import { askCascade, askRound } from './round.ts';

/** Asked by its number; `abort` ends the question of that number. */
export type Question =
	| { readonly id: number; readonly kind: 'round' | 'cascade' }
	| { readonly id: number; readonly kind: 'abort' };

const port = parentPort;
if (!port) throw new Error('the ingest worker is started by ingest.ts, as a thread');
const client = createDaemonClient(workerData as DaemonClientOptions);
const asking = new Map<number, AbortController>();
/** The daemon does one thing at a time: whatever can wait asks after the round under way. */
let roundOver: Promise<unknown> = Promise.resolve();

port.on('message', (question: Question) => {
	if (question.kind === 'abort') asking.get(question.id)?.abort();
	else void answer(question.id, question.kind);
});

async function answer(id: number, kind: 'round' | 'cascade'): Promise<void> {
	const controller = new AbortController();
	asking.set(id, controller);
	try {
		if (kind === 'cascade') {
			await roundOver;
			port?.postMessage({ id, result: await askCascade(client, controller.signal) });
			return;
		}
		const asked = askRound(client, controller.signal);
		roundOver = asked;
		const round = await asked;
		// The forecasts change threads without being copied.
		const { forecasts } = round.fleet.ok ? round.fleet.value.fleet : {};
		const buffers = forecasts
			? [forecasts.values.buffer, forecasts.now.buffer, forecasts.trend.buffer]
			: [];
		port?.postMessage({ id, result: round }, buffers);
	} finally {
		asking.delete(id);
	}
}
