/** Lifecycle events of a browser's page; there are none elsewhere. */
export interface PageLife {
	/** The page is visible again, resumed, restored from the page cache, or online again. */
	readonly back: () => void;
	/** The page may be suspended: its timers stop, and no event tells when they continue. */
	readonly away: () => void;
}

const BACK = ['visibilitychange', 'resume', 'pageshow', 'focus', 'online'] as const;
const AWAY = ['freeze', 'pagehide'] as const;

/** Listens for the page's lifecycle. Returns a function that stops it. */
export function onPageLife({ back, away }: PageLife): () => void {
	const page: Partial<EventTarget> = globalThis as Partial<EventTarget>;
	// Captured: some events are the document's, and not all of those bubble.
	const options = { capture: true };
	for (const name of BACK) page.addEventListener?.(name, back, options);
	for (const name of AWAY) page.addEventListener?.(name, away, options);
	return () => {
		for (const name of BACK) page.removeEventListener?.(name, back, options);
		for (const name of AWAY) page.removeEventListener?.(name, away, options);
	};
}
