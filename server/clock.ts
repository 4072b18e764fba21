import { uptime } from 'node:os';
import { beginElapsed, elapse } from '#core/elapsed-time.ts';
import { beginSteady, steadyAt, type ClockJump, type MachineTime } from './steady-time.ts';

/** The only source of time and timers in the shell; tests hand in one that they move by hand. */
export interface Clock {
	/** Milliseconds since 1970, UTC: for what people are shown and what is kept. A clock that is set is followed once it stands. */
	now(): number;
	/** Milliseconds that never run backwards, from any beginning, sleep included: for lengths of time, ages and deadlines. */
	monotonic(): number;
	/** Runs `action` once after `ms`, at once when that is over already; the answer cancels it. */
	after(ms: number, action: () => void): () => void;
}

/** The longest that timers can wait: beyond it they would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own time. `onJump` hears when somebody sets the wall clock. */
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

/** Resolves after `ms`, or at once when the signal aborts: a sleeper asks the signal what woke it. */
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
