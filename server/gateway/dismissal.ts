import type { Problem, ProblemKind } from '#core/protocol/problem.ts';
import type { Clock } from '../clock.ts';
import { connectionOf, onUnanswered, type EngineConnection } from './backlog.ts';
import { cutOff, meterPackets } from './packet-meter.ts';
import type { Viewer } from './viewer.ts';

/** After the last word, how long a viewer that does not read may still take it. */
const FAREWELL_MS = 5_000;
/** Said to whoever sends too much. */
export const FLOOD: Problem = {
	kind: 'message-flood',
	detail: 'Too many messages came at once.'
};

export interface DismissalDeps {
	readonly clock: Clock;
	readonly onRejected: (kind: ProblemKind) => void;
	/** A viewer that answers no ping. */
	readonly onSilent: (viewer: Viewer) => void;
}

/** Sends viewers away, with a last word where there is somebody to hear it. */
export function createDismissal({ clock, onRejected, onSilent }: DismissalDeps) {
	const viewers = new WeakMap<EngineConnection, Viewer>();

	function dismiss(viewer: Viewer, problem: Problem): void {
		viewer.socket.emit('problem', problem);
		viewer.socket.conn.close();
		clock.after(FAREWELL_MS, () => cutOff(connectionOf(viewer.socket)));
	}

	function flooded(connection: EngineConnection): void {
		// Whoever is being sent away already has been told why.
		if (connection.readyState !== 'open') return;
		onRejected(FLOOD.kind);
		const viewer = viewers.get(connection);
		if (viewer) dismiss(viewer, FLOOD);
		else cutOff(connection);
	}

	function unanswered(connection: EngineConnection): void {
		const viewer = viewers.get(connection);
		if (viewer) onSilent(viewer);
		else cutOff(connection);
	}

	return {
		dismiss,
		/** From its first packet on a connection may not flood, and has to answer pings. */
		watch(connection: EngineConnection): void {
			onUnanswered(connection, () => unanswered(connection));
			meterPackets(connection, {
				now: () => clock.monotonic(),
				onFlood: () => flooded(connection)
			});
		},
		/** This connection has become a viewer, who can be told something. */
		met: (viewer: Viewer) => void viewers.set(connectionOf(viewer.socket), viewer)
	};
}
