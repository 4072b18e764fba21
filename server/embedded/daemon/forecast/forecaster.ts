import { HORIZON_STEPS, METRIC_COUNT, METRIC_NAMES, STEP_MS, metricMaximum } from '../metrics.ts';
import type { Quantiles } from './quantiles.ts';

/** Time constant of the level: long enough to average a feed's noise, short against a step's change. */
const LEVEL_MS = 3 * 60_000;

/** 90 % quantile of the normal distribution: the width in use until errors of one's own are known. */
const NORMAL_P90 = 1.2816;

/** Variance gained per step, as a share of the short-term variance: a random walk on top of the noise. */
const WALK_SHARE = 0.1;

interface Series {
	at: number;
	level: number;
	variance: number;
}

/** Forecasts every metric of every server it has seen from exponentially smoothed levels. */
export class Forecaster {
	readonly #servers = new Map<string, (Series | undefined)[]>();

	/** Takes one sample in; samples of a server come in the order of their times. */
	observe(serverName: string, at: number, values: Float64Array): void {
		let series = this.#servers.get(serverName);
		if (!series) this.#servers.set(serverName, (series = []));
		for (let metric = 0; metric < METRIC_COUNT; metric++) {
			const value = values[metric] ?? NaN;
			if (Number.isNaN(value)) continue;
			const known = series[metric];
			if (known) smooth(known, at, value);
			else series[metric] = { at, level: value, variance: 0 };
		}
	}

	/** Writes the server's forecast; false when nothing is known of it. */
	forecast(serverName: string, into: Quantiles): boolean {
		const series = this.#servers.get(serverName);
		if (!series) return false;
		for (let metric = 0; metric < METRIC_COUNT; metric++) {
			this.#write(series[metric], metric, into);
		}
		return true;
	}

	#write(series: Series | undefined, metric: number, into: Quantiles): void {
		const name = METRIC_NAMES[metric];
		if (!name) throw new RangeError(`no metric ${metric}`);
		const maximum = metricMaximum(name);
		into.trend[metric] = series ? 0 : NaN;
		for (let step = 0; step < HORIZON_STEPS; step++) {
			const slot = metric * HORIZON_STEPS + step;
			const middle = series?.level ?? NaN;
			const variance = (series?.variance ?? NaN) * (1 + WALK_SHARE * (step + 1));
			const reach = NORMAL_P90 * Math.sqrt(variance);
			into.p50[slot] = middle;
			into.p10[slot] = Math.max(0, middle - reach);
			into.p90[slot] = Math.min(maximum, middle + reach);
		}
	}
}

function smooth(series: Series, at: number, value: number): void {
	const elapsed = Math.max(0, at - series.at);
	const weight = 1 - Math.exp(-elapsed / LEVEL_MS);
	const error = value - series.level;
	series.level += weight * error;
	// Slower than the level, so that a quiet minute does not promise a quiet hour.
	const slow = 1 - Math.exp(-elapsed / (6 * STEP_MS));
	series.variance += slow * (error * error - series.variance);
	series.at = at;
}
