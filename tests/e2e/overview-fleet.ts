import type { Fleet } from '#core/fleet.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';

export const CASCADE = {
	offered: true,
	healthScore: 49.5,
	status: 'warning',
	correlation: 0.202,
	anomalyRate: 0.45,
	anomalousServers: 9,
	totalServers: 20,
	cascadeRisk: 'low'
} as const;

/** Twenty servers whose scores are these, the rest healthy. */
export function fleet(scores: Readonly<Record<string, number>> = {}): Fleet {
	const drawn = fleetOf(serverNames(20), seeded(7));
	return {
		...drawn,
		rows: drawn.rows.map((row) => ({ ...row, score: scores[row.name] ?? 12 }))
	};
}

export const LIVE = fleet({ ppweb001: 95, ppweb002: 88, ppweb003: 65, ppweb004: 52 });
