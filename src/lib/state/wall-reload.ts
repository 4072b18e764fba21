import * as z from 'zod/mini';
import type { ClientClock } from '#client/clock.ts';
import { remember, remembered } from './storage.ts';

/** The walls of one site reload at different times, so that a new version does not interrupt all of them at once. */
export const SPREAD_MS = 10_000;
export const AGAIN_MS = 15_000;
/** A check without an answer by then counts as failed. */
export const DEADLINE_MS = 15_000;
/**
 * The pause between reloads: if a reload does not bring the newest page, because a proxy caches it, it must not repeat for
 * ever.
 */
export const REST_MS = 600_000;
const KEY = 'fleetcast.wall-reloaded';

export interface WallReloadDeps {
	readonly clock: ClientClock;
	/** Random number from 0 up to but excluding 1. */
	readonly random: () => number;
	/** In ms since 1970: the time of a reload is stored across it. */
	readonly date: () => number;
	/** The storage of this screen. */
	readonly storage: () => Storage;
	/** Whether the wall's page can be loaded now. It may reject, or wait until the signal is aborted. */
	readonly isThere: (signal: AbortSignal) => Promise<boolean>;
	readonly reload: () => void;
}

/**
 * Reloads the page within `withinMs`, as soon as it can be loaded: a wall that reloads into an error page would stay there.
 * Returns a function that cancels it.
 */
export function reloadSafely(withinMs: number, deps: WallReloadDeps): () => void {
	const { clock, random, date, storage, isThere, reload } = deps;
	const abandoned = new AbortController();
	const reloadedAt = remembered(KEY, z.number(), storage);
	// If the date was set back meanwhile, the pause starts anew at worst.
	const sinceMs = reloadedAt === undefined ? Infinity : Math.max(0, date() - reloadedAt);
	let cancel: () => void;
	wait(Math.max(0, REST_MS - sinceMs) + random() * withinMs);

	function wait(ms: number): void {
		cancel = clock.after(ms, () => void attempt());
	}

	async function attempt(): Promise<void> {
		const found = await withDeadline();
		if (abandoned.signal.aborted) return;
		if (!found) return wait(AGAIN_MS * (0.5 + random()));
		remember(KEY, date(), storage);
		reload();
	}

	function withDeadline(): Promise<boolean> {
		const late = new AbortController();
		return new Promise((resolve) => {
			const end = (found: boolean) => {
				stop();
				resolve(found);
			};
			const stop = clock.after(DEADLINE_MS, () => {
				late.abort();
				end(false);
			});
			isThere(AbortSignal.any([late.signal, abandoned.signal])).then(end, () => end(false));
		});
	}

	return () => {
		abandoned.abort();
		cancel();
	};
}
