import { getContext, setContext } from 'svelte';

const KEY = Symbol('now');
const TICKING_KEY = Symbol('ticking now');
type Now = () => number | undefined;

/**
 * Shares the time of the data on screen, in ms since 1970, with all components of a page.
 *
 * @param ticking the same time for ages: it advances each second, even if no update arrives
 */
export function shareNow(now: Now, ticking: Now): void {
	setContext(KEY, now);
	setContext(TICKING_KEY, ticking);
}

/** Returns the time for ages; it yields undefined where the page shares none. */
export function takeTickingNow(): Now {
	return getContext<Now | undefined>(TICKING_KEY) ?? (() => undefined);
}

/** Returns the time of the data on screen; it yields undefined where the page shares none. */
export function takeNow(): Now {
	return getContext<Now | undefined>(KEY) ?? (() => undefined);
}
