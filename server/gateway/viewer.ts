import type { Server, Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '#core/protocol/events.ts';
import type { Join, Joined } from '#core/protocol/messages.ts';
import type { Result } from '#core/protocol/problem.ts';
import type { Identity } from '../identity.ts';
import type { Position } from './position.ts';

export type ViewerServer = Server<ClientToServer, ServerToClient>;
export type ViewerSocket = Socket<ClientToServer, ServerToClient>;

/** A join that waits until earlier packets have left: only the newest, so that a viewer's memory stays bounded. */
export interface WaitingJoin {
	readonly join: Join;
	readonly acknowledge: (answer: Result<Joined>) => void;
}

const NOWHERE: Position = { tick: 0, revisions: new Map() };

/** One connection with all state that outlives a message; nothing in it grows. */
export class Viewer {
	readonly socket: ViewerSocket;
	readonly identity: Identity;
	/** The key of its room, while it is in one. */
	roomKey: string | undefined;
	/** What it holds while it is apart from its room; in the room, the room's position counts. */
	position: Position = NOWHERE;
	/** The earliest time at which that may have been measured; monotonic. */
	measuredAt: number | undefined;
	/** Since when its connection has been backlogged; monotonic. */
	backloggedAt: number | undefined;
	/** It missed `daemon` and `warmup` events while backlogged. */
	missedEvents = false;
	waitingJoin: WaitingJoin | undefined;
	/** Of its message rate (`core/rate-limit.ts`). */
	fullAt = 0;

	constructor(socket: ViewerSocket, identity: Identity) {
		this.socket = socket;
		this.identity = identity;
	}
}
