/** The client's only source of time and timers. It measures lengths of time and knows no date: a viewer's may be wrong. */
export interface ClientClock {
	/** Milliseconds that never run backwards, from any beginning. */
	now(): number;
	/** Runs `action` once after `ms`; the answer cancels it. */
	after(ms: number, action: () => void): () => void;
}

export const monotonicClock: ClientClock = {
	now: () => performance.now(),
	after(ms, action) {
		const timer = setTimeout(action, ms);
		return () => clearTimeout(timer);
	}
};
