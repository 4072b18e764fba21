import { getContext, setContext } from 'svelte';

const KEY = Symbol('now');
type Now = () => number | undefined;

/** The time of what a page shows, in ms since 1970, for whatever in it must know which day it is. */
export function shareNow(now: Now): void {
	setContext(KEY, now);
}

/** Tells nothing where nobody shares it. */
export function takeNow(): Now {
	return getContext<Now | undefined>(KEY) ?? (() => undefined);
}
