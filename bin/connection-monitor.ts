import type { FleetClient } from '#client/fleet-client.ts';
import { connectionStateOf, type ConnectionState } from '#view-models/frame/connection-state.ts';
import { harmless } from './terminal/harmless.ts';

/** The connection's state as in the pages' frame, and whether the data are simulated. */
export interface ConnectionMonitor {
	readonly now: () => ConnectionState;
	readonly demo: () => boolean;
}

/** Calls back when the state of the connection differs from the last one reported. */
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
		// A page waits a moment before it reports a lost connection; a command reports it at once.
		const lost = link === 'offline' && freshness.kind === 'waiting';
		return connectionStateOf(
			lost ? { ...facts, freshness: { kind: 'stale', cause: 'offline' } } : facts
		);
	}

	function look(): void {
		// The first attempt is running: nothing is known yet.
		if (client.link === 'connecting') return;
		const connection = now();
		// Without the start time, which would report the same problem again.
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

/** One line for a terminal: the headline, the reason, and the remedy. The reason may be a server's own words. */
export function connectionInWords({ headline, reason, cure }: ConnectionState): string {
	const why = whyInWords({ ...(reason && { reason }), ...(cure && { cure }) });
	return why === '' ? headline : `${headline}: ${why}`;
}

/** The same without the headline. */
export function whyInWords({ reason, cure }: Pick<ConnectionState, 'reason' | 'cure'>): string {
	return harmless([reason, cure].filter(Boolean).join(' '));
}
