/** What a browser says of the life of its page; elsewhere nothing says so. */
export interface PageLife {
	/** The page is looked at again, thawed, taken out of the cache of pages, or has its network back. */
	readonly back: () => void;
	/** It may be put to sleep from here on: its timers stop, and nobody tells it when they go on. */
	readonly away: () => void;
}

const BACK = ['visibilitychange', 'resume', 'pageshow', 'focus', 'online'] as const;
const AWAY = ['freeze', 'pagehide'] as const;

/** The answer stops it. */
export function onPageLife({ back, away }: PageLife): () => void {
	const page: Partial<EventTarget> = globalThis as Partial<EventTarget>;
	// On their way down: some are the document's, and not all of those come up again.
	const options = { capture: true };
	for (const name of BACK) page.addEventListener?.(name, back, options);
	for (const name of AWAY) page.addEventListener?.(name, away, options);
	return () => {
		for (const name of BACK) page.removeEventListener?.(name, back, options);
		for (const name of AWAY) page.removeEventListener?.(name, away, options);
	};
}
