import type { Fleet } from '#core/fleet.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';

/** Twenty servers whose scores are these, the rest healthy. */
export function fleet(scores: Readonly<Record<string, number>> = {}): Fleet {
	const drawn = fleetOf(serverNames(20), seeded(7));
	return {
		...drawn,
		rows: drawn.rows.map((row) => ({ ...row, score: scores[row.name] ?? 12 }))
	};
}

export const LIVE = fleet({ ppweb001: 95, ppweb002: 88, ppweb003: 65, ppweb004: 52 });
