import { beginElapsed, elapse, type Readings } from '#core/elapsed-time.ts';

/** The client's only source of time and timers. It measures durations and has no date: a viewer's may be wrong. */
export interface ClientClock {
	/** Milliseconds from an arbitrary start; never runs backwards, and goes on while the machine sleeps. */
	now(): number;
	/** Runs `action` once after `ms`; the timer may stop while the machine sleeps. Returns a function that cancels it. */
	after(ms: number, action: () => void): () => void;
}

/** The longest delay of a timer: beyond it, timers fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Creates a clock from the machine's two clocks; tests pass their own. */
export function createClientClock(read: () => Readings = readMachine): ClientClock {
	let elapsed = beginElapsed(read());
	return {
		now() {
			elapsed = elapse(elapsed, read());
			return elapsed.ms;
		},
		after(ms, action) {
			const timer = setTimeout(action, Math.min(LONGEST_TIMER_MS, Math.max(0, ms)));
			return () => clearTimeout(timer);
		}
	};
}

export const monotonicClock = createClientClock();

function readMachine(): Readings {
	return { monotonic: performance.now(), wall: Date.now() };
}
