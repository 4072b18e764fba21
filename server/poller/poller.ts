import type { Refreshed } from '#core/protocol/messages.ts';
import { ok, type Problem, type Result } from '#core/protocol/problem.ts';
import type { Clock } from '../clock.ts';
import { createNap } from '../nap.ts';
import { restMs } from '../upstream/present-tick.ts';
import type { PollResult } from '../upstream/poll.ts';
import { beatUntil, type HeartbeatDeps } from './heartbeat.ts';
import { pauseAfter } from './pause.ts';
import { nextCallAt, withCall } from './rate-budget.ts';
import { Refreshers } from './refreshers.ts';

const CLOSING: Problem = { kind: 'server-closing', detail: 'Fleetcast is closing.' };

/** Answers jitter: a heartbeat waits half a tick longer for one, so that viewers do not get two packets for one tick. */
const PATIENCE = 1.5;

/** One tick: the result of a poll, or none (`result` undefined) when the daemon was not polled or has not answered yet. */
export interface PollerTick {
	readonly tick: number;
	readonly at: number;
	readonly result?: PollResult;
	/** When that poll began; monotonic. */
	readonly askedAt?: number;
	/** A refresh: every viewer gets it, whatever the cadence. */
	readonly forced: boolean;
	/** When the daemon will be polled again, after a failure. */
	readonly retryAt?: number;
}

/** The result of a poll, and when it began; monotonic. */
type Answered = Required<Pick<PollerTick, 'result' | 'askedAt'>>;

export interface PollerDeps {
	readonly clock: Clock;
	/** Uniform in 0–1, for the jitter. */
	readonly random: () => number;
	readonly tickMs: number;
	readonly pollDaemon: (signal: AbortSignal) => Promise<PollResult>;
	/** How long the newest poll waited for another request of ours, in ms. */
	readonly heldUpMs?: () => number;
	readonly onTick: (tick: PollerTick) => void;
}

/**
 * Polls the daemon once per tick, never twice at a time, and keeps ticking while it waits, so that viewers hear in every
 * tick how things are.
 */
export function createPoller(deps: PollerDeps) {
	const { clock, tickMs } = deps;
	let tick = 0;
	/** These and every deadline derived from them are monotonic: a wall clock set back must not stop the polling. */
	let tickedAt = -Infinity;
	let callStarts: number[] = [];
	let failures = 0;
	let dueAt = -Infinity;
	/** How late the newest call was because the daemon was busy with another request of ours. */
	let lateMs = 0;
	/** Set while the daemon told us to wait: a refresh respects that, too. */
	let toldToWaitUntil = -Infinity;
	const nap = createNap(clock);
	let calling = false;
	let closed = false;
	const refreshers = new Refreshers();

	function publish(answered: Answered | undefined, forced: boolean): void {
		tickedAt = clock.monotonic();
		const at = clock.now();
		const retryAt = failures > 0 ? Math.round(at + dueAt - tickedAt) : undefined;
		deps.onTick({
			tick: ++tick,
			at,
			forced,
			...answered,
			...(retryAt === undefined ? {} : { retryAt })
		});
	}

	/** Ticks without an answer, while one is awaited or the next poll is not due. */
	const heartbeat: HeartbeatDeps = {
		clock,
		dueAt: () => tickedAt + tickMs * (calling ? PATIENCE : 1),
		onBeat: () => publish(undefined, false)
	};

	async function callOnce(signal: AbortSignal): Promise<void> {
		const now = clock.monotonic();
		// Lateness is made up for, never passed on: the next call is due as if this one had been on time.
		const onTimeAt = now - Math.max(0, Math.min(lateMs, now - dueAt));
		calling = true;
		const result = await deps.pollDaemon(signal);
		calling = false;
		const heldUpMs = deps.heldUpMs?.() ?? 0;
		lateMs = now - onTimeAt + heldUpMs;
		callStarts = withCall(callStarts, now + heldUpMs);
		const answerRefreshers = refreshers.take();
		if (signal.aborted) return answerRefreshers?.(CLOSING);
		const problem = result.fleet.ok ? undefined : result.fleet.problem;
		failures = problem ? failures + 1 : 0;
		const pauseMs = problem ? pauseAfter(problem, failures, tickMs, deps.random()) : tickMs;
		// A daemon that takes longer than a tick gets a rest between calls: while it predicts it can do nothing else.
		dueAt = Math.max(onTimeAt + pauseMs, clock.monotonic() - lateMs + restMs(tickMs));
		toldToWaitUntil = problem?.waitMs === undefined ? -Infinity : dueAt;
		publish({ result, askedAt: now }, answerRefreshers !== undefined);
		answerRefreshers?.(problem);
	}

	/** Sleeps until the next call is due or requested. */
	async function rest(signal: AbortSignal): Promise<void> {
		const now = clock.monotonic();
		const untilMs = Math.max(dueAt, nextCallAt(callStarts, now)) - now;
		await beatUntil(nap.sleep(untilMs, signal), signal, heartbeat);
	}

	return {
		async run(signal: AbortSignal): Promise<void> {
			tickedAt = clock.monotonic();
			while (!signal.aborted) {
				const call = callOnce(signal);
				await beatUntil(call, signal, heartbeat);
				await call;
				if (!signal.aborted) await rest(signal);
			}
			closed = true;
			refreshers.take()?.(CLOSING);
		},

		/** When the daemon is polled next, unless a refresh comes first; monotonic. */
		dueAt: () => dueAt,

		/** "Refresh now" for everyone: joins the current call, or starts one if the daemon's limit allows it. */
		async refresh(): Promise<Result<Refreshed>> {
			if (closed) return { ok: false, problem: CLOSING };
			const now = clock.monotonic();
			const allowedAt = Math.max(nextCallAt(callStarts, now), toldToWaitUntil);
			if (!calling && allowedAt > now)
				return ok({ outcome: 'wait', waitMs: Math.ceil(allowedAt - now) });
			const polled = refreshers.wait();
			nap.wake();
			const problem = await polled;
			return problem ? { ok: false, problem } : ok({ outcome: 'fresh', tick });
		}
	};
}
export type Poller = ReturnType<typeof createPoller>;
