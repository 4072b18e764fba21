import type { Fleet, ForecastTable } from '#core/fleet.ts';
import { highestLately, type Steady } from '#core/levels/steady.ts';
import { DISPLAY_LIMITS, limitsOf } from '#core/metrics/limits.ts';
import { tenth } from '#core/metrics/metrics.ts';
import { GAP_MS } from './beginnings.ts';

const IDLE = 'cpu_idle_pct';
const WHOLE_PERCENT = 100;

interface Held {
	readonly steady: Steady;
	readonly seenAt: number;
}

/** What the hold reads of an answer. */
export type OverRead = Pick<Fleet, 'forecasts' | 'alerts'> & {
	readonly rows: readonly { readonly name: string }[];
};

/**
 * The hold on metrics over a limit: one that hovers about its limit stays over until it has been under for `holdMs`. It
 * remembers only metrics that are over, or were so lately. Times are monotonic.
 */
export class OverHold {
	readonly #holdMs: number;
	/** By server and metric. */
	readonly #held = new Map<string, Map<string, Held>>();

	constructor(holdMs: number) {
		this.#holdMs = holdMs;
	}

	/** Adds an answer; returns its forecasts with the values that count at limits, where those are not the values of now. */
	observe({ rows, forecasts, alerts }: OverRead, at: number): ForecastTable {
		this.#forget(at);
		const { metrics, now } = forecasts;
		const limits = metrics.map(limitOf);
		const told = thresholdsTold(alerts);
		let counts: Float32Array<ArrayBuffer> | undefined;
		for (const [index, { name }] of rows.entries())
			for (const [column, metric] of metrics.entries()) {
				const cell = index * metrics.length + column;
				const value = tenth(turned(metric, now[cell] ?? NaN));
				const limit = Math.min(limits[column] ?? Infinity, told.get(name)?.get(metric) ?? Infinity);
				const counting = this.#counting(name, metric, value, limit, at);
				if (counting === value || Number.isNaN(value)) continue;
				counts ??= now.slice();
				counts[cell] = turned(metric, counting);
			}
		return counts ? { ...forecasts, counts } : forecasts;
	}

	/** Returns the value that counts. One that is missing from an answer is not forgotten. */
	#counting(server: string, metric: string, value: number, limit: number, at: number): number {
		const own = this.#held.get(server);
		const known = own?.get(metric);
		if (Number.isNaN(value) || (!known && !(value >= limit))) return value;
		const steady = highestLately(known?.steady, value, at, this.#holdMs);
		if (steady.value < limit) {
			own?.delete(metric);
			return value;
		}
		this.#held.set(server, (own ?? new Map<string, Held>()).set(metric, { steady, seenAt: at }));
		return steady.value;
	}

	/** After a long gap nothing is known of the time in between. */
	#forget(at: number): void {
		for (const [server, metrics] of this.#held) {
			for (const [metric, { seenAt }] of metrics) if (at - seenAt > GAP_MS) metrics.delete(metric);
			if (metrics.size === 0) this.#held.delete(server);
		}
	}
}

function limitOf(metric: string): number | undefined {
	return (metric === IDLE ? DISPLAY_LIMITS.cpu : limitsOf(metric))?.warning;
}

/** Turns idle time, of which the low end is the bad one, into the rest of it, and back. */
function turned(metric: string, value: number): number {
	return metric === IDLE ? WHOLE_PERCENT - value : value;
}

/** Returns the daemon's own limits, by server and metric. */
function thresholdsTold(alerts: Fleet['alerts']): ReadonlyMap<string, ReadonlyMap<string, number>> {
	const told = new Map<string, Map<string, number>>();
	for (const { server, metric, threshold } of alerts)
		told.set(server, (told.get(server) ?? new Map<string, number>()).set(metric, threshold));
	return told;
}
