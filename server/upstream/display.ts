import { isObject } from '#core/json/json.ts';
import { DISPLAY_METRICS, tenth, type DisplayMetric } from '#core/metrics/metrics.ts';
import type { NowAndSoon, Reading } from '#core/topics/reading.ts';
import type { ServerEntry } from './forecast-table.ts';
import { isSane } from './sane-number.ts';

/** The daemon's key of each display metric, and the metric it is computed from where the daemon sends none. */
const SOURCES: Readonly<Record<DisplayMetric, { key: string; metric: string }>> = {
	cpu: { key: 'cpu', metric: 'cpu_user_pct' },
	memory: { key: 'memory', metric: 'mem_used_pct' },
	iowait: { key: 'iowait', metric: 'cpu_iowait_pct' },
	swap: { key: 'swap', metric: 'swap_used_pct' },
	load: { key: 'load', metric: 'load_average' },
	disk: { key: 'disk', metric: 'disk_usage_pct' },
	netIn: { key: 'net_in', metric: 'net_in_mb_s' },
	netOut: { key: 'net_out', metric: 'net_out_mb_s' }
};

/** Returns the daemon's metric that a display metric is computed from. */
export function forecastMetric(metric: DisplayMetric): string {
	return SOURCES[metric].metric;
}

/** "In 30 minutes" is the mean of the first six steps of 5 minutes, as the daemon defines it. */
const SOON_STEPS = 6;

/** Returns a server's display metrics: the daemon's own, else computed from its forecasts. */
export function readingOf(entry: ServerEntry): Reading {
	const shown = isObject(entry.display_metrics) ? entry.display_metrics : {};
	const reading: Partial<Record<DisplayMetric, NowAndSoon>> = {};
	for (const name of DISPLAY_METRICS) {
		const { key, metric } = SOURCES[name];
		const pair =
			sentPair(shown[key]) ?? (name === 'cpu' ? cpuPair(entry) : forecastPair(entry[metric]));
		if (pair) reading[name] = pair;
	}
	return reading;
}

function sentPair(sent: unknown): NowAndSoon | undefined {
	return isObject(sent) ? pairOf(sent.current, sent.predicted) : undefined;
}

/** CPU in use is 100 % minus idle time, or user time where idle time is missing. */
function cpuPair(entry: ServerEntry): NowAndSoon | undefined {
	const idle = forecastPair(entry.cpu_idle_pct);
	return idle ? [tenth(100 - idle[0]), tenth(100 - idle[1])] : forecastPair(entry.cpu_user_pct);
}

function forecastPair(sent: unknown): NowAndSoon | undefined {
	if (!isObject(sent) || !Array.isArray(sent.p50)) return undefined;
	const soon: unknown[] = sent.p50.slice(0, SOON_STEPS);
	if (!soon.every((value) => typeof value === 'number')) return undefined;
	const sum = soon.reduce((total, value) => total + value, 0);
	return pairOf(sent.current, sum / soon.length);
}

function pairOf(now: unknown, soon: unknown): NowAndSoon | undefined {
	return isSane(now) && isSane(soon) ? [tenth(now), tenth(soon)] : undefined;
}
