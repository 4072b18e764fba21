import type { Problem, ProblemKind } from '#core/protocol/problem.ts';
import type { Clock } from '../clock.ts';
import { connectionOf, onUnanswered, type EngineConnection } from './backlog.ts';
import { cutOff, meterPackets } from './packet-meter.ts';
import type { Viewer } from './viewer.ts';

/** How long a viewer that does not read has to take the last message. */
const FAREWELL_MS = 5_000;
/** Sent to a viewer that sends too much. */
export const FLOOD: Problem = {
	kind: 'message-flood',
	detail: 'Too many messages at once.'
};

export interface DismissalDeps {
	readonly clock: Clock;
	readonly onRejected: (kind: ProblemKind) => void;
	/** A viewer that answers no ping. */
	readonly onSilent: (viewer: Viewer) => void;
}

/** Closes the connections of viewers, with a last message if they read it. */
export function createDismissal({ clock, onRejected, onSilent }: DismissalDeps) {
	const viewers = new WeakMap<EngineConnection, Viewer>();

	function dismiss(viewer: Viewer, problem: Problem): void {
		viewer.socket.emit('problem', problem);
		viewer.socket.conn.close();
		clock.after(FAREWELL_MS, () => cutOff(connectionOf(viewer.socket)));
	}

	function flooded(connection: EngineConnection): void {
		// A viewer that is being dismissed already was told why.
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
		/** Meters a connection from its first packet: it must not flood, and must answer pings. */
		watch(connection: EngineConnection): void {
			onUnanswered(connection, () => unanswered(connection));
			meterPackets(connection, {
				now: () => clock.monotonic(),
				onFlood: () => flooded(connection)
			});
		},
		/** This connection has become a viewer, which can be sent messages. */
		met: (viewer: Viewer) => void viewers.set(connectionOf(viewer.socket), viewer)
	};
}
