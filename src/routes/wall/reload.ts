import { monotonicClock } from '#client/clock.ts';
import { AWAITED } from '#view-models/wall/watchdog.ts';
import { reloadSafely } from '#state/wall-reload.ts';

/** Reloads this page within `withinMs`, once it can be loaded. Returns a function that cancels it. */
export function reloadThisWall(withinMs: number): () => void {
	return reloadSafely(withinMs, {
		clock: monotonicClock,
		random: Math.random,
		date: Date.now,
		storage: () => sessionStorage,
		isThere,
		reload: () => location.reload()
	});
}

/** A sign-in page or a proxy's error page would stay: neither leads back to the wall. */
async function isThere(signal: AbortSignal): Promise<boolean> {
	const answer = await fetch(location.href, { cache: 'no-store', signal });
	return answer.ok && (await answer.text()).includes(AWAITED.attribute);
}
