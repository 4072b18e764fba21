import { monotonicClock } from '#client/clock.ts';

/** Walls of one house reload apart, so that a new version does not meet all of them at once. */
export const SPREAD_MS = 10_000;
const AGAIN_MS = 15_000;
/** A page that is still not the newest after a reload must not reload for ever: whatever lies between keeps it. */
const REST_MS = 600_000;
const KEY = 'fleetcast.wall-reloaded';

/**
 * Loads the page anew after at most `withinMs`, as soon as it can be had: a wall that reloads into an error page has nobody
 * to reload it. The answer gives it up.
 */
export function reloadSafely(withinMs: number): () => void {
	let given = false;
	const restMs = Math.max(0, REST_MS - sinceLastReload());
	let cancel = monotonicClock.after(restMs + Math.random() * withinMs, () => void attempt());

	async function attempt(): Promise<void> {
		const found = await fetch(location.href, { cache: 'no-store' }).then(
			({ ok }) => ok,
			() => false
		);
		if (given) return;
		if (found) {
			remember();
			location.reload();
		} else cancel = monotonicClock.after(AGAIN_MS, () => void attempt());
	}

	return () => {
		given = true;
		cancel();
	};
}

/** In ms; for ever, when this page has not reloaded itself. A clock that was set makes it 0 at worst. */
function sinceLastReload(): number {
	try {
		const at = sessionStorage.getItem(KEY);
		return at === null ? Infinity : Math.max(0, Date.now() - Number(at));
	} catch {
		return Infinity;
	}
}

function remember(): void {
	try {
		sessionStorage.setItem(KEY, String(Date.now()));
	} catch {
		// Without a memory it may reload more often, never less.
	}
}
