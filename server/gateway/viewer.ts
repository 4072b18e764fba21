import type { Server, Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '#core/protocol/events.ts';
import type { Join, Joined } from '#core/protocol/messages.ts';
import type { Result } from '#core/protocol/problem.ts';
import type { Position } from './position.ts';
import type { Room } from './room.ts';

export type ViewerServer = Server<ClientToServer, ServerToClient>;
export type ViewerSocket = Socket<ClientToServer, ServerToClient>;

export interface Identity {
	readonly name: string;
	readonly role: 'viewer' | 'operator';
}

/** A join that waits until what was sent before has left: the newest only, so a viewer's memory stays bounded. */
export interface WaitingJoin {
	readonly join: Join;
	readonly acknowledge: (answer: Result<Joined>) => void;
}

export const NOWHERE: Position = { tick: 0, revisions: new Map() };

/** One connection. Everything about it that outlives a message is here, and nothing of it grows. */
export class Viewer {
	readonly socket: ViewerSocket;
	readonly identity: Identity;
	room: Room | undefined;
	/** What it holds while it is apart from its room; in the room, the room's position counts. */
	position: Position = NOWHERE;
	/** When that was measured at the earliest; monotonic. */
	measuredAt: number | undefined;
	/** Since when its connection has been backlogged; monotonic. */
	backloggedAt: number | undefined;
	/** It missed `daemon` and `warmup` events while backlogged. */
	missedEvents = false;
	waitingJoin: WaitingJoin | undefined;
	/** Its message allowance: see message-rate.ts. */
	allowanceAt = 0;

	constructor(socket: ViewerSocket, identity: Identity) {
		this.socket = socket;
		this.identity = identity;
	}
}
