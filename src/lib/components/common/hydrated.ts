/**
 * Whether the first page has been hydrated. True only in a browser, which shows one page; the server renders for many.
 */
let hydrated = false;

/** Called once the first page is hydrated. */
export function markHydrated(): void {
	hydrated = true;
}

/** Returns whether a component that is created now may differ from what the server rendered. */
export function isHydrated(): boolean {
	return hydrated;
}
