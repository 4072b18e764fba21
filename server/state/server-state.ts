import type { Fleet } from '#core/fleet.ts';
import type { LevelThresholds } from '#core/levels/levels.ts';
import { tenth } from '#core/metrics/metrics.ts';
import type { Forecast, ServerState } from '#core/topics/states.ts';
import { alertsOf, riskEntry, type Marks } from './fleet-states.ts';

const QUANTILES = 3;

/** Returns the state of `server/<name>`, taken from the fleet's forecasts only while that server is watched. */
export function serverState(
	fleet: Fleet,
	name: string,
	marks: Marks,
	thresholds: LevelThresholds
): ServerState {
	const index = fleet.rows.findIndex((row) => row.name === name);
	const row = fleet.rows[index];
	if (!row) return { present: false };
	const forecasts = fleet.forecasts.metrics
		.map((metric, position) => [metric, forecastAt(fleet, row.profile, index, position)] as const)
		.filter((entry): entry is readonly [string, Forecast] => entry[1] !== undefined);
	return {
		present: true,
		...riskEntry(row, marks, thresholds),
		...(row.daemonLevel === undefined ? {} : { daemonLevel: row.daemonLevel }),
		...alertsOf(name, fleet.alerts),
		metrics: Object.fromEntries(forecasts)
	};
}

/** Returns one metric's forecast from the table's buffer; undefined where the server lacks the metric. */
function forecastAt(
	{ forecasts: table, corrections }: Fleet,
	profile: string,
	server: number,
	metric: number
): Forecast | undefined {
	const cell = server * table.metrics.length + metric;
	const now = table.now[cell];
	if (now === undefined || Number.isNaN(now)) return undefined;
	const quantile = (position: number) => {
		const from = (cell * QUANTILES + position) * table.steps;
		return Array.from(table.values.subarray(from, from + table.steps), tenth);
	};
	const borneOut = corrections?.get(table.metrics[metric] ?? '')?.get(profile);
	return {
		now: tenth(now),
		trend: tenth(table.trend[cell] ?? 0),
		p10: quantile(0),
		p50: quantile(1),
		p90: quantile(2),
		...(borneOut && { borneOut })
	};
}
