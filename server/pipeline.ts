import type { LevelThresholds } from '#core/levels/levels.ts';
import type { Refreshed } from '#core/protocol/messages.ts';
import { err, type Problem, type Result } from '#core/protocol/problem.ts';
import type { OnDemandTopic, Topic } from '#core/protocol/topic.ts';
import type { RejectedPart } from '#core/fleet.ts';
import { CurrentState } from './state/current-state.ts';
import type { Clock } from './clock.ts';
import type { TickMoment } from './diagnostics/poll-log.ts';
import { createGateway, type GatewayDeps } from './gateway/gateway.ts';
import type { History } from './history/history.ts';
import { createTickCutter } from './state/tick-cutter.ts';
import { isFault } from './poller/pause.ts';
import { createPoller, type PollerTick } from './poller/poller.ts';
import { createOnDemandTopics, type OnDemandIntervals } from './topics/on-demand-topics.ts';
import { createExplanations } from './topics/explanations.ts';
import { createCorrectionsInForce } from './topics/corrections-in-force.ts';
import { createOverTracker } from './topics/over-tracker.ts';
import { createStatusTopics, type StatusSource } from './topics/status-topics.ts';
import { createAttention } from './upstream/attention.ts';
import { createDaemonMonitor } from './upstream/daemon-monitor.ts';
import type { Ingest } from './upstream/ingest.ts';
import type { FleetArrival, PollResult } from './upstream/poll.ts';
import { createServerMarks } from './upstream/server-marks.ts';

/** The events of a tick, for counters and logs. */
export interface PipelineEvents {
	/** `viewers`: connected at that moment. No result: the tick went by while an answer was awaited. */
	onTick(result: PollResult | undefined, moment: TickMoment): void;
	onDemand(topic: OnDemandTopic | 'explain', ok: boolean): void;
	onRejectedParts(parts: readonly RejectedPart[]): void;
	onProblem(problem: Problem): void;
	onRecovered(): void;
	onRefresh(outcome: string): void;
	/** A bug of ours that cost part of one tick. */
	onBroken(error: unknown): void;
}

export interface PipelineDeps {
	readonly clock: Clock;
	readonly random: () => number;
	readonly ingest: Ingest;
	readonly history: Pick<History, 'keep' | 'state' | 'ask'>;
	/** How often forecasts are kept, to be compared with actual values. */
	readonly sampleEveryMs: number;
	readonly thresholds: LevelThresholds;
	/** How long a change of risk must last before it counts in events, alerts and history. */
	readonly holdMs: number;
	readonly newEpoch: () => string;
	readonly feedMs: number;
	readonly demandEveryMs: OnDemandIntervals;
	readonly explainEveryMs: number;
	/** Topics about Fleetcast itself, besides the history. */
	readonly ownTopics?: readonly StatusSource[];
	readonly gateway: Omit<
		GatewayDeps,
		| 'currentState'
		| 'clock'
		| 'history'
		| 'newEpoch'
		| 'refresh'
		| 'onWatch'
		| 'onJoining'
		| 'onBroken'
	>;
	readonly events: PipelineEvents;
}

/** A restart shorter than this does not reset the risks that count. */
const RESUMED_MS = 60_000;

/** The whole cycle of a tick: polls once, records, and publishes to all viewers. */
export function createPipeline(deps: PipelineDeps) {
	const { clock, ingest, history, events } = deps;
	const currentState = new CurrentState(deps);
	const cutTick = createTickCutter(deps.sampleEveryMs);
	const overTracker = createOverTracker({ clock, history });
	const inForce = createCorrectionsInForce({ clock, history });
	const marks = createServerMarks();
	let [failing, ticked] = [false, false];
	const { tickMs } = deps.gateway.settings;
	const attention = createAttention({ clock, tickMs });
	const poller = createPoller({
		clock,
		random: deps.random,
		tickMs,
		pollDaemon: (signal) =>
			attention.main(() => ingest.pollDaemon(signal, monitor.responds, inForce.current()), signal),
		heldUpMs: attention.heldUpMs,
		onTick
	});
	const gateway = createGateway({
		...deps.gateway,
		currentState,
		clock,
		history,
		newEpoch: deps.newEpoch,
		refresh,
		onWatch: opened,
		onJoining: (topics) => statusTopics.opened(topics),
		onBroken: events.onBroken
	});
	const monitor = createDaemonMonitor({
		clock,
		tickMs,
		feedMs: deps.feedMs,
		onHealth(health) {
			currentState.daemon = health;
			gateway.daemon(health);
		},
		onWarmup(warmup) {
			currentState.warmup = warmup;
			if (warmup) gateway.warmup(warmup);
		}
	});
	const onDemand = createOnDemandTopics({
		clock,
		tickMs,
		everyMs: deps.demandEveryMs,
		ingest,
		turn: attention.turn,
		currentState,
		isWatched: gateway.isWatched,
		onRead: events.onDemand
	});
	const explanations = createExplanations({
		clock,
		everyMs: Math.max(deps.explainEveryMs, tickMs),
		tickMs,
		currentState,
		ingest,
		turn: attention.turn,
		watched: gateway.watched,
		onRead: (ok) => events.onDemand('explain', ok),
		onRejectedParts: events.onRejectedParts
	});
	const statusTopics = createStatusTopics({
		sources: [{ topic: 'history', state: () => history.state() }, ...(deps.ownTopics ?? [])],
		currentState,
		audience: gateway
	});

	/** A viewer joins these topics, or opens a page that soon will. */
	function opened(topics: readonly Topic[]): void {
		onDemand.opened(topics);
		explanations.opened(topics);
		statusTopics.opened(topics);
	}

	function onTick({ tick, at, result: poll, askedAt, forced, retryAt }: PollerTick): void {
		currentState.beginTick(tick, at);
		ticked = true;
		const taken = poll && record(poll);
		if (taken && askedAt !== undefined) {
			monitor.observe(taken, { askedAt, retryAt });
			if (taken.fleet.ok && failing) events.onRecovered();
			if (!taken.fleet.ok && !failing) events.onProblem(taken.fleet.problem);
			failing = !taken.fleet.ok;
		}
		attempt(() => events.onTick(taken, { tick, at, viewers: gateway.viewers() }));
		// The data first: the age that is sent must be that of the data on screen.
		currentState.daemon = monitor.current();
		currentState.measuredAt = monitor.measuredAt();
		attempt(onDemand.publish);
		attempt(explanations.publish);
		attempt(statusTopics.publish);
		attempt(() => gateway.publish(forced));
		attempt(monitor.reassess);
		const { fleet } = taken ?? {};
		if (fleet?.ok) attempt(() => keep(fleet.value, tick, at));
		if (poll) attention.answered(poll.fleet.ok || !isFault(poll.fleet.problem), poller.dueAt());
	}

	/** A bug of ours costs its part of the tick, never the process. */
	function attempt(part: () => void): boolean {
		try {
			part();
			return true;
		} catch (error) {
			events.onBroken(error);
			return false;
		}
	}

	/** Records an answer. One that cannot be recorded counts as missing, so that the data on screen age. */
	function record(result: PollResult): PollResult {
		const foreseen = monitor.foresee(result);
		if (foreseen.restarted) {
			currentState.beginEpoch();
			onDemand.restart();
			explanations.restart();
			marks.restart();
		}
		const { fleet } = result;
		if (!fleet.ok || attempt(() => show(fleet.value, result.status, foreseen))) return result;
		return { ...result, fleet: err('internal-error', 'Fleetcast failed to process the answer.') };
	}

	/** After the viewers have been served. */
	function keep({ fleet }: FleetArrival, tick: number, at: number): void {
		const { measuredAt, stale } = currentState.daemon;
		const cut = cutTick(currentState.ledger, fleet, { tick, at, measuredAt, ok: !stale });
		if (cut) history.keep(cut);
	}

	function show(
		{ fleet }: FleetArrival,
		status: PollResult['status'],
		foreseen: { feedMoved: boolean; warm: boolean }
	): void {
		const { silent, warming } = marks.observe(fleet.rows, status, foreseen);
		if (fleet.rejected.length) events.onRejectedParts(fleet.rejected);
		const looked = overTracker.look(fleet, silent, foreseen.feedMoved);
		currentState.show(inForce.within(looked), silent, gateway.watched(), warming);
	}

	/** Restores the steadied risks from just before a restart. */
	async function resume(): Promise<void> {
		const at = clock.now();
		const kept = await history.ask('moment', { at });
		if (kept.ok && kept.value && Math.abs(at - kept.value.at) <= RESUMED_MS)
			currentState.resume(kept.value.states.risk, kept.value.states.summary);
	}

	async function refresh(): Promise<Result<Refreshed>> {
		const result = await poller.refresh();
		events.onRefresh(result.ok ? result.value.outcome : result.problem.kind);
		return result;
	}

	return {
		currentState,
		gateway,
		opened,
		/** Whether a first poll has ended, well or not: from then on the pages have something to show. */
		ready: () => ticked,
		run(signal: AbortSignal): Promise<void> {
			void resume();
			return poller.run(signal);
		},
		async close(): Promise<void> {
			onDemand.close();
			explanations.close();
			attention.close();
			monitor.close();
			gateway.close();
			await ingest.close();
		}
	};
}
export type Pipeline = ReturnType<typeof createPipeline>;
