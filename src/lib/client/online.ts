/** Calls back when a browser says that the network is back; elsewhere nothing says so. The answer stops it. */
export function onOnline(action: () => void): () => void {
	const page: Partial<EventTarget> = globalThis as Partial<EventTarget>;
	page.addEventListener?.('online', action);
	return () => page.removeEventListener?.('online', action);
}
