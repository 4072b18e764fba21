import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Fleet } from '#core/fleet.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { DEFAULT_HOLD_MS } from '#core/levels/steady.ts';
import { ok } from '#core/protocol/problem.ts';
import { CurrentState } from '../../server/state/current-state.ts';
import { createGateway, type GatewayDeps } from '../../server/gateway/gateway.ts';
import { FakeClock } from './fake-clock.ts';

export const TICK_MS = 5_000;

export interface HarnessOptions {
	readonly clock?: FakeClock;
	readonly port?: number;
	readonly epoch?: string;
	readonly access?: GatewayDeps['access'];
	readonly refresh?: GatewayDeps['refresh'];
	readonly history?: GatewayDeps['history'];
	readonly settings?: Partial<GatewayDeps['settings']>;
}

/** A gateway on a real port whose ticks and time are moved by hand. */
export async function startGateway(options: HarnessOptions = {}) {
	const clock = options.clock ?? new FakeClock();
	let epochs = 0;
	const newEpoch = () => `${options.epoch ?? 'run'}.${++epochs}`;
	const currentState = new CurrentState({
		clock,
		thresholds: DEFAULT_THRESHOLDS,
		holdMs: DEFAULT_HOLD_MS,
		newEpoch
	});
	const counts = { bytes: 0, packets: 0, encoded: 0, conflated: 0, stalled: 0 };
	const refusals: string[] = [];
	const gateway = createGateway({
		currentState,
		clock,
		newEpoch,
		access: options.access ?? {
			identify: () => ({ name: 'local', role: 'operator' }),
			originAllowed: () => true,
			clientAddress: () => '127.0.0.1'
		},
		counts: {
			sent(_event, bytes, recipients) {
				counts.bytes += bytes * recipients;
				counts.packets += recipients;
			},
			refused: (kind) => void refusals.push(kind),
			rejected: (kind) => void refusals.push(kind),
			conflated: () => void counts.conflated++,
			stalled: () => void counts.stalled++
		},
		refresh: options.refresh ?? (() => Promise.resolve(ok({ outcome: 'fresh' as const, tick: 1 }))),
		onWatch: () => undefined,
		onBroken(error) {
			throw error;
		},
		...(options.history ? { history: options.history } : {}),
		settings: {
			basePath: '',
			tickMs: TICK_MS,
			version: '1.0.0',
			demo: true,
			polling: true,
			admissionPerSecond: 100_000,
			maxConnections: 20_000,
			maxConnectionsPerAddress: 20_000,
			destroyUpgrade: true,
			...options.settings
		}
	});
	const http = createServer((_, response) => response.end());
	const sockets = new Set<Socket>();
	http.on('connection', (socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});
	gateway.attach(http);
	http.listen(options.port ?? 0, '127.0.0.1');
	await once(http, 'listening');
	const { port } = http.address() as AddressInfo;
	let tick = 0;
	let toldLive = false;
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		currentState,
		gateway,
		clock,
		counts,
		refusals,
		/** One round: time moves by a tick, the fleet (if the daemon answered) is shown, everyone is served. */
		async tick(fleet?: Fleet, forced = false, afterMs = TICK_MS): Promise<void> {
			await clock.advance(afterMs);
			currentState.beginTick(++tick, clock.now());
			if (fleet) {
				currentState.show(fleet, new Set(), gateway.watched());
				currentState.daemon = {
					state: 'live',
					stale: false,
					since: clock.now(),
					goodAt: clock.now(),
					dataAt: clock.now(),
					measuredAt: clock.now()
				};
				currentState.measuredAt = clock.monotonic();
			}
			gateway.publish(forced);
			if (fleet && !toldLive) gateway.daemon(currentState.daemon);
			toldLive ||= fleet !== undefined;
		},
		/** Real time for real sockets: whatever was on its way when this begins has come a hop further. */
		async roundTrip(): Promise<void> {
			await (await fetch(`http://127.0.0.1:${port}/`)).text();
		},
		async close(): Promise<void> {
			gateway.close();
			const closed = new Promise((resolve) => http.close(resolve));
			// The goodbyes are sent in the next turn of the event loop; a peer that reads nothing is not waited for.
			setImmediate(() => {
				for (const socket of sockets) socket.destroySoon();
				for (const socket of sockets) if (socket.writableLength > 0) socket.destroy();
			});
			await closed;
		}
	};
}
export type GatewayHarness = Awaited<ReturnType<typeof startGateway>>;
