import type { ServerRow } from '#core/fleet.ts';
import type { Reading } from '#core/topics/reading.ts';

/** A server whose values have stood still for ten ticks of a living feed is silent. */
const SILENT_AFTER_MOVES = 10;

/** What is remembered of each server: its current values as text, and for how many moves of the feed they have stood. */
export type SilenceMemory = ReadonlyMap<
	string,
	{ readonly values: string; readonly moves: number }
>;

export interface Silence {
	readonly memory: SilenceMemory;
	readonly silent: ReadonlySet<string>;
}

/** A feed that stands still itself says nothing about any server: then only names that left are forgotten. */
export function observeSilence(
	memory: SilenceMemory,
	rows: readonly ServerRow[],
	feedMoved: boolean
): Silence {
	const next = new Map<string, { values: string; moves: number }>();
	const silent = new Set<string>();
	for (const { name, reading } of rows) {
		const values = currentValues(reading);
		const known = memory.get(name);
		// A server that says nothing of itself cannot be seen to stand still.
		const stood = values !== '' && known?.values === values ? known.moves + (feedMoved ? 1 : 0) : 0;
		next.set(name, { values, moves: stood });
		if (stood >= SILENT_AFTER_MOVES) silent.add(name);
	}
	return { memory: next, silent };
}

/** Only what was measured: forecasts move on even where no data come. */
function currentValues(reading: Reading): string {
	return Object.values(reading)
		.map((values) => values?.[0])
		.join(' ');
}
