/** A browser shows one page; the server, which renders many, never says so. */
let alive = false;

/** From now on the page is the browser's own. */
export function comeAlive(): void {
	alive = true;
}

/** Whether what is drawn now is free to begin otherwise than the server rendered it. */
export function isAlive(): boolean {
	return alive;
}
