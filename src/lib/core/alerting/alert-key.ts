/** Returns the key of a server's alert about a metric; unambiguous, since metric names hold no colon. */
export function alertKey({ metric, server }: { metric: string; server: string }): string {
	return `${metric}:${server}`;
}

/** Returns the server in an alert's key. */
export function serverOfAlert(key: string): string {
	return key.slice(key.indexOf(':') + 1);
}
