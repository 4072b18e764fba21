import { beginElapsed, elapse, type Readings } from '#core/elapsed-time.ts';

/** The client's only source of time and timers. It measures lengths of time and knows no date: a viewer's may be wrong. */
export interface ClientClock {
	/** Milliseconds that never run backwards, from any beginning, and go on while the machine sleeps. */
	now(): number;
	/** Runs `action` once after `ms`; while the machine sleeps a timer may stand still. The answer cancels it. */
	after(ms: number, action: () => void): () => void;
}

/** The longest that timers can wait: beyond it they would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** By the two clocks of the machine; tests hand in their own. */
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
