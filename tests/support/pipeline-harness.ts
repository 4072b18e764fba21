import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect } from 'vitest';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { DEFAULT_HOLD_MS } from '#core/levels/steady.ts';
import { noHistory, type History } from '../../server/history/history.ts';
import { createPipeline } from '../../server/pipeline.ts';
import { createIngest } from '../../server/upstream/ingest.ts';
import { FakeClock } from './fake-clock.ts';
import { StandInDaemon } from './stand-in-daemon.ts';

export const TICK_MS = 5_000;

/** The whole way from a daemon over real HTTP to viewers over real sockets, in time that is moved by hand. */
export async function startPipeline(servers = 20, history: History = noHistory()) {
	const daemon = new StandInDaemon(servers);
	await daemon.start();
	const clock = new FakeClock();
	let epochs = 0;
	let rounds = 0;
	const broken: string[] = [];
	const pipeline = createPipeline({
		clock,
		random: () => 0.5,
		ingest: createIngest({ baseUrl: daemon.url, timeoutMs: 60_000, maxBytes: 100_000_000 }),
		history,
		sampleEveryMs: 300_000,
		thresholds: DEFAULT_THRESHOLDS,
		holdMs: DEFAULT_HOLD_MS,
		newEpoch: () => `epoch${++epochs}`,
		feedMs: TICK_MS,
		demandEveryMs: {
			cascade: 15_000,
			'cascade-events': 30_000,
			drift: 60_000,
			models: 300_000
		},
		explainEveryMs: 60_000,
		gateway: {
			access: {
				identify: () => ({ name: 'local', role: 'operator' }),
				originAllowed: () => true,
				clientAddress: () => '127.0.0.1'
			},
			counts: {
				sent: () => undefined,
				refused: () => undefined,
				rejected: () => undefined,
				conflated: () => undefined,
				stalled: () => undefined
			},
			settings: {
				basePath: '',
				tickMs: TICK_MS,
				version: '1.0.0',
				demo: false,
				polling: true,
				admissionPerSecond: 100_000,
				maxConnections: 20_000,
				maxConnectionsPerAddress: 20_000,
				destroyUpgrade: true
			}
		},
		events: {
			onTick: (result) => void (rounds += result ? 1 : 0),
			onDemand: () => undefined,
			onRejectedParts: () => undefined,
			onProblem: () => undefined,
			onRecovered: () => undefined,
			onRefresh: () => undefined,
			onBroken: (error) => void broken.push(String(error))
		}
	});
	const http = createServer();
	const sockets = new Set<Socket>();
	http.on('connection', (socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});
	pipeline.gateway.attach(http);
	http.listen(0, '127.0.0.1');
	await once(http, 'listening');
	const stop = new AbortController();
	const run = pipeline.run(stop.signal);
	const roundEnded = (count: number) => expect.poll(() => rounds, { interval: 2 }).toBe(count);
	await roundEnded(1);
	return {
		url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
		daemon,
		clock,
		pipeline,
		rounds: () => rounds,
		/** Faults of ours, each of which cost a part of a tick. */
		broken,
		/** A tick's time passes, and the round that falls due has ended. */
		async tick(): Promise<void> {
			const before = rounds;
			await clock.advance(TICK_MS);
			await roundEnded(before + 1);
		},
		async close(): Promise<void> {
			stop.abort();
			await run;
			await pipeline.close();
			const closed = new Promise((resolve) => http.close(resolve));
			setImmediate(() => {
				for (const socket of sockets) socket.destroy();
			});
			await closed;
			await daemon.stop();
		}
	};
}
export type PipelineHarness = Awaited<ReturnType<typeof startPipeline>>;
