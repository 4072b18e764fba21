import { monotonicClock } from '#client/clock.ts';
import { AWAITED } from '#view-models/wall/watchdog.ts';
import { reloadSafely } from '#state/wall-reload.ts';

/** Loads this page anew after at most `withinMs`, once it can be had. The answer gives it up. */
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

/** A sign-in page or a proxy's apology would come to stay: neither can lead back to the wall. */
async function isThere(signal: AbortSignal): Promise<boolean> {
	const answer = await fetch(location.href, { cache: 'no-store', signal });
	return answer.ok && (await answer.text()).includes(AWAITED.attribute);
}
