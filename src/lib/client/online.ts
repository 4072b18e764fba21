/** Calls back when a browser says that the network is back; elsewhere nothing says so. The answer stops it. */
export function onOnline(action: () => void): () => void {
	if (typeof window === 'undefined') return () => undefined;
	window.addEventListener('online', action);
	return () => window.removeEventListener('online', action);
}
