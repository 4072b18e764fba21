import type { LevelFloors } from '#core/levels/levels.ts';
import type { Refreshed } from '#core/protocol/messages.ts';
import type { Problem, Result } from '#core/protocol/problem.ts';
import type { DemandTopic, Topic } from '#core/protocol/topic.ts';
import type { SetAside } from '#core/fleet.ts';
import { Board } from './board.ts';
import type { Clock } from './clock.ts';
import { createGateway, type GatewayDeps } from './gateway/gateway.ts';
import type { History } from './history/history.ts';
import { createTickCutter } from './history/tick-cutter.ts';
import { createPoller, type PollerTick } from './poller/poller.ts';
import { createDemands, type DemandRhythms } from './topics/demands.ts';
import { createExplanations } from './topics/explanations.ts';
import { createOwnTopics, type OwnSource } from './topics/own-topics.ts';
import { createDaemonWatch } from './upstream/daemon-watch.ts';
import type { Ingest } from './upstream/ingest.ts';
import type { FleetArrival, Round } from './upstream/round.ts';
import { observeSilence, type SilenceMemory } from './upstream/silence.ts';

/** What happened in a tick, for counters and logs. */
export interface PipelineEvents {
	/** `viewers`: connected at that moment. */
	onRound(round: Round, moment: { tick: number; at: number; viewers: number }): void;
	onDemand(topic: DemandTopic | 'explain', ok: boolean): void;
	onSetAside(parts: readonly SetAside[]): void;
	onProblem(problem: Problem): void;
	onRecovered(): void;
	onRefresh(outcome: string): void;
}

export interface PipelineDeps {
	readonly clock: Clock;
	readonly random: () => number;
	readonly ingest: Ingest;
	readonly history: Pick<History, 'keep' | 'state' | 'ask'>;
	/** How often forecasts are kept, to be compared with what happened. */
	readonly sampleEveryMs: number;
	readonly floors: LevelFloors;
	readonly newEpoch: () => string;
	readonly feedMs: number;
	readonly demandEveryMs: DemandRhythms;
	readonly explainEveryMs: number;
	/** What Fleetcast knows of itself, besides what is kept. */
	readonly ownTopics?: readonly OwnSource[];
	readonly gateway: Omit<
		GatewayDeps,
		'board' | 'clock' | 'history' | 'refresh' | 'onWatch' | 'onJoining'
	>;
	readonly events: PipelineEvents;
}

/** The whole way of a tick: asked once, recorded, and given to everyone who watches. */
export function createPipeline(deps: PipelineDeps) {
	const { clock, ingest, history, events } = deps;
	const { tickMs } = deps.gateway.settings;
	const board = new Board({ clock, floors: deps.floors, newEpoch: deps.newEpoch });
	const cutTick = createTickCutter(deps.sampleEveryMs);
	let silence: SilenceMemory = new Map();
	let failing = false;
	let ticked = false;

	const poller = createPoller({
		clock,
		random: deps.random,
		tickMs,
		readRound: (signal) => ingest.readRound(signal),
		onTick
	});
	const gateway = createGateway({
		...deps.gateway,
		board,
		clock,
		history,
		refresh,
		onWatch: opened,
		onJoining: (topics) => own.opened(topics)
	});
	const watch = createDaemonWatch({
		clock,
		tickMs,
		feedMs: deps.feedMs,
		onHealth(health) {
			board.daemon = health;
			gateway.daemon(health);
		},
		onWarmup(warmup) {
			board.warmup = warmup;
			if (warmup) gateway.warmup(warmup);
		}
	});
	const demands = createDemands({
		clock,
		tickMs,
		everyMs: deps.demandEveryMs,
		ingest,
		board,
		isWatched: gateway.isWatched,
		onRead: events.onDemand
	});

	const explanations = createExplanations({
		clock,
		everyMs: Math.max(deps.explainEveryMs, tickMs),
		board,
		ingest,
		watched: gateway.watched,
		onRead: (ok) => events.onDemand('explain', ok),
		onSetAside: events.onSetAside
	});

	const own = createOwnTopics({
		sources: [{ topic: 'history', state: () => history.state() }, ...(deps.ownTopics ?? [])],
		board,
		audience: gateway
	});

	/** Somebody joins these topics, or opens a page that soon will. */
	function opened(topics: readonly Topic[]): void {
		demands.opened(topics);
		explanations.opened(topics);
		own.opened(topics);
	}

	function onTick({ tick, at, round, forced, retryAt }: PollerTick): void {
		board.beginTick(tick, at);
		ticked = true;
		if (round) {
			const { feedMoved, restarted } = watch.observe(round, retryAt);
			if (restarted) {
				board.beginEpoch();
				demands.restart();
				explanations.restart();
				silence = new Map();
			}
			events.onRound(round, { tick, at, viewers: gateway.viewers() });
			if (round.fleet.ok) show(round.fleet.value, feedMoved);
			else if (!failing) events.onProblem(round.fleet.problem);
			failing = !round.fleet.ok;
		}
		// The data first: what is said of their age must be true of what is on screen.
		board.daemon = watch.current();
		demands.publish();
		explanations.publish();
		own.publish();
		gateway.publish(forced);
		watch.reassess();
		if (round?.fleet.ok) keep(round.fleet.value, tick, at);
	}

	/** After the viewers have been served. */
	function keep({ fleet }: FleetArrival, tick: number, at: number): void {
		const { dataAt, stale } = board.daemon;
		const cut = cutTick(board.ledger, fleet, { tick, at, dataAt, ok: !stale });
		if (cut) history.keep(cut);
	}

	function show({ fleet }: FleetArrival, feedMoved: boolean): void {
		if (failing) events.onRecovered();
		const observed = observeSilence(silence, fleet.rows, feedMoved);
		silence = observed.memory;
		if (fleet.setAside.length) events.onSetAside(fleet.setAside);
		board.show(fleet, observed.silent, gateway.watched());
	}

	async function refresh(): Promise<Result<Refreshed>> {
		const result = await poller.refresh();
		events.onRefresh(result.ok ? result.value.outcome : result.problem.kind);
		return result;
	}

	return {
		board,
		gateway,
		opened,
		/** Whether a first round has ended, well or not: from then on the pages have something true to say. */
		ready: () => ticked,
		run: (signal: AbortSignal) => poller.run(signal),
		async close(): Promise<void> {
			demands.close();
			explanations.close();
			watch.close();
			gateway.close();
			await ingest.close();
		}
	};
}
export type Pipeline = ReturnType<typeof createPipeline>;
