import type { ServerRow } from '#core/fleet.ts';
import type { PollResult } from './poll.ts';
import { observeSilence, type SilenceMemory } from './silence.ts';
import { observeWarming, type WarmingMemory } from './warming.ts';

/** Tracks what single answers do not say about a server: whether it is silent, and whether it is warming up. */
export function createServerMarks() {
	let silence: SilenceMemory = new Map();
	let warmth: WarmingMemory = new Map();
	return {
		observe(
			rows: readonly ServerRow[],
			status: PollResult['status'],
			{ feedMoved, warm }: { feedMoved: boolean; warm: boolean }
		) {
			const silent = observeSilence(silence, rows, feedMoved);
			const reading = status.ok ? status.value : undefined;
			const warming = observeWarming(warmth, rows, reading, warm);
			silence = silent.memory;
			warmth = warming.memory;
			return { silent: silent.silent, warming: warming.warming };
		},
		/** The daemon was restarted: earlier observations are void. */
		restart(): void {
			silence = new Map();
			warmth = new Map();
		}
	};
}
