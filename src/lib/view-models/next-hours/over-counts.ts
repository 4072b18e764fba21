import { countsAlong } from '#core/outlook/fleet-outlook.ts';
import type { OutlookFleetState, OverAlongTime } from '#core/topics/outlook.ts';

/** How many servers are over a limit at each step from 0, now. */
export interface OverCounts {
	readonly servers: number;
	readonly now: number;
	/** By p50, and by p90. */
	readonly likely: readonly number[];
	readonly possible: readonly number[];
	/** At any time up to the last step. */
	readonly likelyWithin: number;
	readonly possibleWithin: number;
}

export interface ProfileCounts extends OverCounts {
	readonly profile: string;
}

export function overCounts(over: OverAlongTime): OverCounts {
	return {
		servers: over.servers,
		now: over.now,
		likely: [over.now, ...countsAlong(over.likely)],
		possible: [over.now, ...countsAlong(over.possible)],
		likelyWithin: over.likelyWithin.at(-1) ?? over.now,
		possibleWithin: over.possibleWithin.at(-1) ?? over.now
	};
}

/** Returns the profiles, that with the most servers that may be over a limit first. */
export function profileCounts({ profiles }: OutlookFleetState): readonly ProfileCounts[] {
	return Object.entries(profiles)
		.map(([profile, over]) => ({ profile, ...overCounts(over) }))
		.sort(
			(a, b) =>
				b.possibleWithin - a.possibleWithin ||
				b.servers - a.servers ||
				(a.profile < b.profile ? -1 : 1)
		);
}
