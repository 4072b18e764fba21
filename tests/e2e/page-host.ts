import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BRANDS } from '#core/brand/brand.ts';
import type { Fleet } from '#core/fleet.ts';
import { HOST_KEY, type Host } from '#core/host.ts';
import type { JsonObject } from '#core/json/json.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import type { DaemonHealth, Warmup } from '#core/protocol/daemon.ts';
import { ok } from '#core/protocol/problem.ts';
import type { PublicSettings, Seed } from '#core/protocol/seed.ts';
import { explainTopic, type Topic } from '#core/protocol/topic.ts';
import type { ExplanationState } from '#core/topics/explanation.ts';
import type { FleetStates } from '#core/topics/schema-of.ts';
import type { CascadeState } from '#core/topics/states.ts';
import { CurrentState } from '../../server/state/current-state.ts';
import { noHistory, type History } from '../../server/history/history.ts';
import { systemClock } from '../../server/clock.ts';
import { createGateway } from '../../server/gateway/gateway.ts';
import { newest } from '../../server/state/ledger.ts';

const TICK_MS = 5_000;
/** What a test shows counts at once: its minutes are seconds. */
const HOLD_MS = 0;
const SETTINGS: PublicSettings = {
	brand: BRANDS['wells-fargo'],
	version: '1.0.0',
	demo: true,
	tickMs: TICK_MS,
	stepMinutes: 5,
	thresholds: DEFAULT_THRESHOLDS,
	levelHoldMs: HOLD_MS,
	polling: true,
	role: 'operator',
	signIn: false
};

export interface PagesOptions {
	readonly history?: Pick<History, 'ask' | 'state'>;
	/** What the sockets say; other than the pages' own it is a new version. */
	readonly version?: string;
	readonly demo?: boolean;
}

/** The built pages and a real gateway on a port of their own, whose daemon is played by the test. */
export async function startPages(options: PagesOptions = {}) {
	const history = options.history ?? noHistory();
	const demo = options.demo ?? SETTINGS.demo;
	const clock = systemClock;
	let epochs = 0;
	let tick = 0;
	const newEpoch = () => `pages.${++epochs}`;
	const currentState = new CurrentState({
		clock,
		thresholds: DEFAULT_THRESHOLDS,
		holdMs: HOLD_MS,
		newEpoch
	});
	const gateway = createGateway({
		currentState,
		clock,
		newEpoch,
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
		refresh: () => Promise.resolve(ok({ outcome: 'fresh' as const, tick: tick + 1 })),
		onWatch: () => undefined,
		onBroken(error) {
			throw error;
		},
		history,
		settings: {
			basePath: '',
			tickMs: TICK_MS,
			version: options.version ?? SETTINGS.version,
			demo,
			polling: SETTINGS.polling,
			admissionPerSecond: 1_000,
			maxConnections: 1_000,
			maxConnectionsPerAddress: 1_000,
			destroyUpgrade: true
		}
	});

	const host: Host = {
		scenario: {
			read: () => Promise.resolve(ok({ scenario: 'healthy' as const })),
			choose: (scenario) => Promise.resolve(ok({ scenario }))
		},
		seed(topics: readonly Topic[]): string {
			const ledger = currentState.prepare(topics);
			const seed: Seed = {
				...currentState.head(),
				daemon: currentState.daemon,
				...(currentState.warmup && { warmup: currentState.warmup }),
				snapshots: topics.flatMap((topic) => newest(ledger, topic) ?? [])
			};
			return JSON.stringify(seed);
		},
		settings: () => ({ ...SETTINGS, demo }),
		history,
		signIn: () => undefined,
		frameAncestors: "'none'",
		onPageError: () => undefined
	};
	(globalThis as Record<symbol, unknown>)[HOST_KEY] = host;
	// Behind plain HTTP Kit assumes https; only this header says otherwise.
	process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
	const built = new URL('../../build/handler.js', import.meta.url).href;
	const { handler } = (await import(built)) as { handler: RequestListener };
	const http = createServer((request, response) => {
		request.headers['x-forwarded-proto'] = 'http';
		handler(request, response);
	});
	gateway.attach(http);
	http.listen(0, '127.0.0.1');
	await once(http, 'listening');
	const { port } = http.address() as AddressInfo;

	/** One round in which the daemon did this; everyone is served. */
	function round(play: () => void): void {
		currentState.beginTick(++tick, clock.now());
		play();
		gateway.publish(true);
	}

	return {
		url: `http://127.0.0.1:${port}`,
		/** The daemon answers with this fleet. */
		answer(fleet: Fleet, silent: ReadonlySet<string> = new Set()): void {
			round(() => {
				const now = clock.now();
				currentState.daemon = {
					state: 'live',
					stale: false,
					since: now,
					goodAt: now,
					dataAt: now,
					measuredAt: now
				};
				currentState.measuredAt = clock.monotonic();
				currentState.show(fleet, silent, gateway.watched());
			});
			gateway.daemon(currentState.daemon);
		},
		cascade(state: CascadeState): void {
			round(() => currentState.showTopic('cascade', state));
		},
		/** The states of topics that are asked apart, all in one round. */
		show(states: Partial<FleetStates>): void {
			round(() => {
				for (const [topic, state] of Object.entries(states))
					currentState.showTopic(topic as Topic, state as JsonObject);
			});
		},
		/** The daemon has explained a server, or said why not. */
		explain(server: string, state: ExplanationState): void {
			round(() => currentState.showTopic(explainTopic(server), state));
		},
		daemon(health: DaemonHealth): void {
			currentState.daemon = health;
			if (health.measuredAt !== undefined)
				currentState.measuredAt = clock.monotonic() - (clock.now() - health.measuredAt);
			gateway.daemon(health);
		},
		warmup(warmup: Warmup): void {
			currentState.warmup = warmup;
			gateway.warmup(warmup);
		},
		async close(): Promise<void> {
			await gateway.close();
			http.closeAllConnections();
			if (http.listening) await new Promise((resolve) => http.close(resolve));
		}
	};
}
export type Pages = Awaited<ReturnType<typeof startPages>>;
