import { getContext, setContext } from 'svelte';

export const ALIVE = Symbol('alive');
type Alive = () => boolean;

/**
 * Whether the page has come to life. What a page is rendered with, it must begin with in the browser too; what is drawn
 * after that is the browser's alone.
 */
export function shareAlive(alive: Alive): void {
	setContext(ALIVE, alive);
}

/** Tells false where nobody shares it. */
export function takeAlive(): Alive {
	return getContext<Alive | undefined>(ALIVE) ?? (() => false);
}
