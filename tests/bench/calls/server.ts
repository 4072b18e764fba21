import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { DEFAULT_HOLD_MS } from '#core/levels/steady.ts';
import { systemClock } from '../../../server/clock.ts';
import { noHistory } from '../../../server/history/history.ts';
import { createPipeline } from '../../../server/pipeline.ts';
import { createIngest } from '../../../server/upstream/ingest.ts';
import { answer } from '../child.ts';

/** The shortest tick there is, so that the bench counts many. */
export const TICK_MS = 2_000;

let rounds = 0;
let onRound: (() => void) | undefined;
answer<{ kind: 'listen' | 'rounds'; daemonUrl: string }>(async ({ kind, daemonUrl }) => {
	if (kind === 'rounds') {
		// Counted right after a round has ended, when no call is under way.
		await new Promise<void>((ended) => (onRound = ended));
		return { rounds };
	}
	const nothing = () => undefined;
	const pipeline = createPipeline({
		clock: systemClock,
		random: Math.random,
		ingest: createIngest({ baseUrl: daemonUrl, timeoutMs: 30_000, maxBytes: 100_000_000 }),
		history: noHistory(),
		sampleEveryMs: 300_000,
		thresholds: DEFAULT_THRESHOLDS,
		holdMs: DEFAULT_HOLD_MS,
		newEpoch: randomUUID,
		feedMs: TICK_MS,
		demandEveryMs: { cascade: 15_000, 'cascade-events': 30_000, drift: 60_000, models: 300_000 },
		explainEveryMs: 60_000,
		gateway: {
			access: {
				identify: () => ({ name: 'bench', role: 'operator' }),
				originAllowed: () => true,
				clientAddress: () => '127.0.0.1'
			},
			counts: {
				sent: nothing,
				refused: nothing,
				rejected: nothing,
				conflated: nothing,
				stalled: nothing
			},
			settings: {
				basePath: '',
				tickMs: TICK_MS,
				version: '0',
				demo: false,
				polling: false,
				admissionPerSecond: 2_000,
				maxConnections: 50_000,
				maxConnectionsPerAddress: 50_000,
				destroyUpgrade: true
			}
		},
		events: {
			onTick(result) {
				if (!result) return;
				rounds++;
				onRound?.();
			},
			onDemand: nothing,
			onRejectedParts: nothing,
			onProblem: nothing,
			onRecovered: nothing,
			onRefresh: nothing,
			onBroken(error) {
				throw error;
			}
		}
	});
	const http = createServer();
	pipeline.gateway.attach(http);
	await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
	void pipeline.run(new AbortController().signal);
	return { port: (http.address() as AddressInfo).port };
});
