import type { FleetClient } from '#client/fleet-client.ts';
import { connectionStateOf, type ConnectionState } from '#view-models/frame/connection-state.ts';
import { harmless } from './terminal/harmless.ts';

/** The connection as the pages' frame would tell it, and whether the data are simulated. */
export interface ConnectionMonitor {
	readonly now: () => ConnectionState;
	readonly demo: () => boolean;
}

/** Tells each time that the connection is another than it was last told. */
export function monitorConnection(
	client: FleetClient,
	onChange: (connection: ConnectionState) => void
): ConnectionMonitor {
	let demo = false;
	let told = '';

	function now(): ConnectionState {
		const { freshness, link, problem, daemon, update } = client;
		const servers = client.state('summary')?.counts.total;
		const facts = { freshness, link, problem, daemon, servers, at: update?.at, demo };
		// A page has a moment's patience; who asks by a command wants to know at once that nobody answered.
		const lost = link === 'offline' && freshness.kind === 'waiting';
		return connectionStateOf(
			lost ? { ...facts, freshness: { kind: 'stale', cause: 'offline' } } : facts
		);
	}

	function look(): void {
		// The first attempt is under way: nothing is known that could be told.
		if (client.link === 'connecting') return;
		const connection = now();
		// Since when is left out: it would tell the same trouble again.
		const words = [connection.kind, connection.headline, connection.reason].join('\n');
		if (words !== told) onChange(connection);
		told = words;
	}

	client.on('joined', (joined) => {
		demo = joined.demo;
		look();
	});
	client.on('link', look);
	client.on('freshness', look);
	client.on('daemon', look);
	return { now, demo: () => demo };
}

/** One line for a terminal: the headline, why, and what can be done. The reason may be a server's own words. */
export function connectionInWords({ headline, reason, cure }: ConnectionState): string {
	const why = whyInWords({ ...(reason && { reason }), ...(cure && { cure }) });
	return why === '' ? headline : `${headline}: ${why}`;
}

/** The same without the headline. */
export function whyInWords({ reason, cure }: Pick<ConnectionState, 'reason' | 'cure'>): string {
	return harmless([reason, cure].filter(Boolean).join(' '));
}
