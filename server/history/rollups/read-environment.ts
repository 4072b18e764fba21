import type { DatabaseSync } from 'node:sqlite';
import type { Environment, EnvironmentPoint } from '#core/history/environment.ts';
import { floorTo, type RangeQuestion } from '#core/history/range.ts';
import { tenth } from '#core/metrics/metrics.ts';
import { readWindow } from '../read-window.ts';
import { tableOf } from './tables.ts';
import { joinedFleet, type FleetRollup } from './rollup.ts';
import { fleetOfRow, type FleetRow } from './rollup-rows.ts';

/** Returns the fleet step by step. */
export function readEnvironment(database: DatabaseSync, question: RangeQuestion): Environment {
	const window = readWindow(database, question);
	const rows = database
		.prepare(`SELECT * FROM ${tableOf('fleet', question)} WHERE at >= ? AND at < ? ORDER BY at`)
		.iterate(window.from, window.to) as Iterable<unknown> as Iterable<FleetRow>;
	const steps = new Map<number, FleetRollup>();
	for (const row of rows) {
		const step = floorTo(row.at, window.stepMs);
		steps.set(step, joinedFleet(steps.get(step), fleetOfRow(row)));
	}
	return { window, points: [...steps].map(([at, fleet]) => pointOf(at, fleet)) };
}

function pointOf(at: number, fleet: FleetRollup): EnvironmentPoint {
	const { counts, risk30m, risk8h, meanRisk, highestRisk } = fleet;
	return {
		at,
		ticks: counts.critical.count,
		critical: tenth(counts.critical.mean),
		warning: tenth(counts.warning.mean),
		degraded: tenth(counts.degraded.mean),
		healthy: tenth(counts.healthy.mean),
		...(risk30m && { risk30m: tenth(risk30m.mean) }),
		...(risk8h && { risk8h: tenth(risk8h.mean) }),
		...(meanRisk && { meanRisk: tenth(meanRisk.mean) }),
		...(highestRisk !== undefined && { highestRisk })
	};
}
