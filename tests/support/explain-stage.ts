import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { DEFAULT_HOLD_MS } from '#core/levels/steady.ts';
import type { JsonObject } from '#core/json/json.ts';
import { ok, type Result } from '#core/protocol/problem.ts';
import { explainTopic, type Topic } from '#core/protocol/topic.ts';
import { CurrentState } from '../../server/state/current-state.ts';
import { newest } from '../../server/state/ledger.ts';
import type { AskTurn } from '../../server/upstream/attention.ts';
import { createExplanations } from '../../server/topics/explanations.ts';
import type { ExplanationReading } from '../../server/upstream/explanation.ts';
import { FakeClock } from './fake-clock.ts';

export const TICK_MS = 5_000;
export const EVERY_MS = 60_000;
export interface Call {
	readonly server: string;
	readonly at: number;
}

export type Answer = (call: Call) => Result<ExplanationReading>;

export const explain: Answer = ({ at }) =>
	ok({
		state: { explained: true, at, importance: [], periods: [], weights: [], whatIfs: [] },
		rejected: []
	});

/** A daemon that counts, takes its time, and whose fleet is `servers`; viewers open and close servers by name. */
export function stage(options: {
	servers: readonly string[];
	tookMs?: number;
	answer?: Answer;
	turn?: AskTurn;
}) {
	const clock = new FakeClock();
	const currentState = new CurrentState({
		clock,
		thresholds: DEFAULT_THRESHOLDS,
		holdMs: DEFAULT_HOLD_MS,
		newEpoch: () => 'e'
	});
	const calls: Call[] = [];
	const viewers = new Map<number, readonly string[]>();
	let atOnce = 0;
	let mostAtOnce = 0;
	let tick = 0;
	const watched = () => new Set<Topic>([...viewers.values()].flat().map(explainTopic));
	const explanations = createExplanations({
		clock,
		everyMs: EVERY_MS,
		tickMs: TICK_MS,
		currentState,
		turn: options.turn ?? (() => Promise.resolve({ over: () => undefined })),
		watched,
		onRead: () => undefined,
		onRejectedParts: () => undefined,
		ingest: {
			async readExplanation(server) {
				const call = { server, at: clock.now() };
				calls.push(call);
				mostAtOnce = Math.max(mostAtOnce, ++atOnce);
				if (options.tookMs)
					await new Promise<void>((over) => clock.after(options.tookMs ?? 0, over));
				atOnce--;
				return (options.answer ?? explain)(call);
			}
		}
	});
	function fleet(servers: readonly string[]): void {
		const entry = { score: 10, level: 'healthy', profile: 'Generic' };
		const risk = Object.fromEntries(servers.map((server): [string, JsonObject] => [server, entry]));
		currentState.showTopic('risk', risk);
	}
	function publish(): void {
		currentState.beginTick(++tick, clock.now());
		currentState.daemon = { state: 'live', stale: false, since: 0 };
		explanations.publish();
	}
	fleet(options.servers);
	publish();
	return {
		clock,
		currentState,
		calls,
		mostAtOnce: () => mostAtOnce,
		fleet,
		/** Viewer `id` looks at these from now on. */
		look(id: number, ...servers: string[]): void {
			viewers.set(id, servers);
			explanations.opened(servers.map(explainTopic));
		},
		leave: (id: number) => viewers.delete(id),
		/** Time goes by, and ticks with it. */
		async pass(ms: number): Promise<void> {
			for (let gone = 0; gone < ms; gone += TICK_MS) {
				await clock.advance(Math.min(TICK_MS, ms - gone));
				publish();
			}
			await clock.advance(0);
		},
		state: (server: string) => newest(currentState.ledger, explainTopic(server))?.state,
		explanations
	};
}
