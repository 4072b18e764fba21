import { uptime } from 'node:os';
import { beginElapsed, elapse } from '#core/elapsed-time.ts';
import { beginSteady, steadyAt, type ClockJump, type MachineTime } from './steady-time.ts';

/** The server's only source of time and timers; tests use one that they move by hand. */
export interface Clock {
	/** Milliseconds since 1970, UTC: for times that are shown or stored. A changed clock is followed once it is stable. */
	now(): number;
	/** Milliseconds from an arbitrary start, never backwards, sleep included: for durations, ages and deadlines. */
	monotonic(): number;
	/** Runs `action` once after `ms`, at once if that is over already. Returns a function that cancels it. */
	after(ms: number, action: () => void): () => void;
}

/** The longest delay of a timer: beyond it, timers fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Creates the clock of this machine. `onJump` is called when the wall clock is changed. */
export function createSystemClock(
	onJump: (jump: ClockJump) => void = () => undefined,
	read: () => MachineTime = readMachine
): Clock {
	const begun = read();
	let steady = beginSteady(begun);
	let elapsed = beginElapsed(begun);
	return {
		now() {
			const { time, jump } = steadyAt(steady, read());
			steady = time;
			if (jump) onJump(jump);
			return steady.at;
		},
		monotonic() {
			elapsed = elapse(elapsed, read());
			return elapsed.ms;
		},
		after(ms, action) {
			const timer = setTimeout(action, Math.min(LONGEST_TIMER_MS, Math.max(0, ms)));
			return () => clearTimeout(timer);
		}
	};
}

export const systemClock = createSystemClock();

function readMachine(): MachineTime {
	return { monotonic: performance.now(), wall: Date.now(), uptime: uptime() * 1_000 };
}

/** Resolves after `ms`, or at once when the signal aborts: the caller checks the signal for the reason. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
	if (signal.aborted) return Promise.resolve();
	return new Promise((resolve) => {
		const wake = () => {
			cancel();
			signal.removeEventListener('abort', wake);
			resolve();
		};
		const cancel = clock.after(ms, wake);
		signal.addEventListener('abort', wake, { once: true });
	});
}
