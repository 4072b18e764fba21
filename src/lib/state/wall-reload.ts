import * as z from 'zod/mini';
import type { ClientClock } from '#client/clock.ts';
import { remember, remembered } from './storage.ts';

/** Walls of one house reload apart, so that a new version does not meet all of them at once. */
export const SPREAD_MS = 10_000;
export const AGAIN_MS = 15_000;
/** An answer that does not come by then is none. */
export const DEADLINE_MS = 15_000;
/** A page that is still not the newest after a reload must not reload for ever: whatever lies between keeps it. */
export const REST_MS = 600_000;
const KEY = 'fleetcast.wall-reloaded';

export interface WallReloadDeps {
	readonly clock: ClientClock;
	/** 0–1, below 1. */
	readonly random: () => number;
	/** In ms since 1970: what was remembered before a reload is judged by it. */
	readonly date: () => number;
	/** Keeps what this one screen remembers. */
	readonly storage: () => Storage;
	/** Whether the wall can be had now. It may reject, or wait until the signal is aborted. */
	readonly isThere: (signal: AbortSignal) => Promise<boolean>;
	readonly reload: () => void;
}

/**
 * Loads the page anew after at most `withinMs`, as soon as it can be had: a wall that reloads into an error page has nobody
 * to reload it. The answer gives it up.
 */
export function reloadSafely(withinMs: number, deps: WallReloadDeps): () => void {
	const { clock, random, date, storage, isThere, reload } = deps;
	const abandoned = new AbortController();
	const reloadedAt = remembered(KEY, z.number(), storage);
	// A date that was set back in between makes it a full rest at worst.
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
