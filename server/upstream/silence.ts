import type { ServerRow } from '#core/fleet.ts';
import type { Reading } from '#core/topics/reading.ts';

/** A server whose values have not changed for ten moves of the feed is silent. */
const SILENT_AFTER_MOVES = 10;

/** Per server: its current values as text, and for how many moves of the feed they have not changed. */
export type SilenceMemory = ReadonlyMap<
	string,
	{ readonly values: string; readonly moves: number }
>;

export interface Silence {
	readonly memory: SilenceMemory;
	readonly silent: ReadonlySet<string>;
}

/**
 * Adds one answer. If the feed itself is silent, it says nothing about any server: only servers that left are forgotten.
 */
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
		// A server without values cannot be seen to stand still.
		const stood = values !== '' && known?.values === values ? known.moves + (feedMoved ? 1 : 0) : 0;
		next.set(name, { values, moves: stood });
		if (stood >= SILENT_AFTER_MOVES) silent.add(name);
	}
	return { memory: next, silent };
}

/** Only measured values: forecasts change even without new data. */
function currentValues(reading: Reading): string {
	return Object.values(reading)
		.map((values) => values?.[0])
		.join(' ');
}
