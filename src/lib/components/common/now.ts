import { getContext, setContext } from 'svelte';

const KEY = Symbol('now');
const TICKING_KEY = Symbol('ticking now');
type Now = () => number | undefined;

/**
 * The time of what a page shows, in ms since 1970, for whatever in it must know which day it is.
 * @param ticking the same for ages: it goes on each second, whether anything comes or not
 */
export function shareNow(now: Now, ticking: Now): void {
	setContext(KEY, now);
	setContext(TICKING_KEY, ticking);
}

/** For ages: tells nothing where nobody shares it. */
export function takeTickingNow(): Now {
	return getContext<Now | undefined>(TICKING_KEY) ?? (() => undefined);
}

/** Tells nothing where nobody shares it. */
export function takeNow(): Now {
	return getContext<Now | undefined>(KEY) ?? (() => undefined);
}
