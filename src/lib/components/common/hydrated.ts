/** A browser shows one page; the server, which renders many, never says so. */
let hydrated = false;

/** From now on the page is the browser's own. */
export function markHydrated(): void {
	hydrated = true;
}

/** Whether what is drawn now is free to begin otherwise than the server rendered it. */
export function isHydrated(): boolean {
	return hydrated;
}
