import type { LevelThresholds } from '#core/levels/levels.ts';
import type { OutlookState } from '#core/topics/outlook.ts';
import { err } from '#core/protocol/problem.ts';
import type { Clock } from '../clock.ts';
import type { KeptTick } from '../history/kept-tick.ts';
import { CurrentState } from '../state/current-state.ts';
import { createTickCutter } from '../state/tick-cutter.ts';
import { createOverTracker } from '../topics/over-tracker.ts';
import type { PollResult } from '../upstream/poll.ts';
import { createServerMarks } from '../upstream/server-marks.ts';
import { firstMoment, nextMoment, type PastSpan } from './recorded-moments.ts';

export interface PastDeps {
	/** Brings fleet and daemon to a time in ms since 1970; returns where they are. */
	readonly advance: (until: number) => Promise<number>;
	/** Asks the daemon how things are at the time that it has reached. */
	readonly poll: (outlookBefore: OutlookState | undefined, at: number) => Promise<PollResult>;
	/** Keeps a tick; returns whether it is on disk. */
	readonly keep: (tick: KeptTick) => boolean;
	/** The present, in ms since 1970. */
	readonly now: () => number;
	readonly pastMs: number;
	readonly sampleEveryMs: number;
	readonly thresholds: LevelThresholds;
	readonly holdMs: number;
}

/** All simulated ticks are of one run. */
const EPOCH = 'simulated';

/**
 * Records a simulated past, from its beginning to the present, with what takes live ticks to the history. Returns the number
 * of ticks kept. Throws when a tick cannot be kept: a past with holes is none.
 */
export async function makePast(deps: PastDeps, signal: AbortSignal): Promise<number> {
	const from = await deps.advance(0);
	const span: PastSpan = { from, to: from + deps.pastMs };
	const record = createPastRecorder(deps);
	let kept = 0;
	for (let at = firstMoment(span); at <= deps.now(); at = nextMoment(at, span)) {
		await deps.advance(at);
		if (signal.aborted) break;
		const tick = record(await deps.poll(record.outlook(), at), at);
		if (!tick) continue;
		if (!deps.keep(tick)) throw new Error('a simulated tick could not be kept');
		kept++;
	}
	return kept;
}

/** A clock that stands where the simulation is. */
function standingClock(): Clock & { at: number } {
	const clock = { at: 0, now: () => clock.at, monotonic: () => clock.at, after: () => () => {} };
	return clock;
}

function createPastRecorder(deps: PastDeps) {
	const clock = standingClock();
	const current = new CurrentState({ ...deps, clock, newEpoch: () => EPOCH });
	const marks = createServerMarks();
	const nothingBefore = {
		ask: () => Promise.resolve(err('history-absent', 'Nothing was before.'))
	};
	const overTracker = createOverTracker({ clock, history: nothingBefore });
	const cut = createTickCutter(deps.sampleEveryMs);
	let tick = 0;
	let outlook: OutlookState | undefined;

	/** Returns the tick to keep; undefined while the daemon has too little to say. */
	function record({ status, fleet: arrival }: PollResult, at: number): KeptTick | undefined {
		if (!arrival.ok) return undefined;
		const { fleet } = arrival.value;
		clock.at = at;
		outlook = fleet.outlook.servers;
		current.daemon = { state: 'live', stale: false, since: at, measuredAt: at };
		current.beginTick(++tick, at);
		const warm = status.ok && status.value.warm;
		const { silent, warming } = marks.observe(fleet.rows, status, { feedMoved: true, warm });
		current.show(overTracker.look(fleet, silent, true), silent, new Set(), warming);
		const kept = cut(current.ledger, fleet, { tick, at, measuredAt: at, ok: true });
		return kept && { ...kept, simulated: true };
	}

	return Object.assign(record, { outlook: () => outlook });
}
