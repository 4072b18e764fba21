import { parentPort, workerData } from 'node:worker_threads';
import { explainedServer, type DemandTopic, type ExplainTopic } from '#core/protocol/topic.ts';
import { systemClock } from '../clock.ts';
import { askTopic } from './asked-topics.ts';
import { createDaemonClient } from './daemon-client.ts';
import { askExplanation } from './explanation.ts';
import type { IngestWorkerData } from './ingest.ts';
import { askRound } from './round.ts';

/** A round, or a topic that is asked apart. */
export type Asked = 'round' | DemandTopic | ExplainTopic;

/** Asked by its number; `abort` ends the question of that number. */
export type Question =
	{ readonly id: number; readonly kind: Asked } | { readonly id: number; readonly kind: 'abort' };

const port = parentPort;
if (!port) throw new Error('the ingest worker is started by ingest.ts, as a thread');
const { stepMinutes, ...options } = workerData as IngestWorkerData;
const client = createDaemonClient(options);
const asking = new Map<number, AbortController>();
/** The daemon does one thing at a time: whatever can wait asks after the round under way. */
let roundOver: Promise<unknown> = Promise.resolve();

port.on('message', (question: Question) => {
	if (question.kind === 'abort') asking.get(question.id)?.abort();
	else void answer(question.id, question.kind);
});

function askApart(topic: DemandTopic | ExplainTopic, signal: AbortSignal): Promise<unknown> {
	const server = explainedServer(topic);
	return server === undefined
		? askTopic(topic as DemandTopic, client, signal, systemClock.now)
		: askExplanation(server, client, signal, systemClock.now);
}

async function answer(id: number, kind: Asked): Promise<void> {
	const controller = new AbortController();
	asking.set(id, controller);
	try {
		if (kind !== 'round') {
			await roundOver;
			const result = await askApart(kind, controller.signal);
			port?.postMessage({ id, result });
			return;
		}
		const asked = askRound(client, controller.signal, stepMinutes);
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
