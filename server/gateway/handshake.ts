import type { IncomingMessage } from 'node:http';
import { PROTOCOL_VERSION, handshakeSchema } from '#core/protocol/messages.ts';
import type { Problem, ProblemKind } from '#core/protocol/problem.ts';
import type { Clock } from '../clock.ts';
import { AddressCount } from './address-count.ts';
import { createAdmission } from './admission.ts';
import type { Identity } from '../identity.ts';
import type { ViewerServer, ViewerSocket } from './viewer.ts';

/** The access rules that the gateway needs. */
export interface AccessRules {
	identify(
		request: { headers: IncomingMessage['headers']; remoteAddress: string | undefined },
		token?: string
	): Identity | undefined;
	/** Returns the viewer's own address, also behind a trusted proxy. */
	clientAddress(request: {
		headers: IncomingMessage['headers'];
		remoteAddress: string | undefined;
	}): string | undefined;
	originAllowed(origin: string | undefined, host: string | undefined): boolean;
}

export interface HandshakeDeps {
	readonly access: AccessRules;
	readonly clock: Clock;
	readonly admissionPerSecond: number;
	readonly maxConnections: number;
	readonly maxConnectionsPerAddress: number;
	readonly onRefused: (kind: ProblemKind) => void;
}

type Decide = (reason: string | null | undefined, allowed: boolean) => void;

/**
 * Decides who may connect. Before the upgrade: origin, number of connections and rate, refused over HTTP with a problem as
 * JSON. After it, where the client reads the answer: protocol and token, refused by `connect_error` with a problem as its
 * data.
 */
export function createHandshake(deps: HandshakeDeps) {
	const { access, clock } = deps;
	const admission = createAdmission({ clock, perSecond: deps.admissionPerSecond });
	const open = new AddressCount();

	function refuse(decide: Decide, kind: ProblemKind, detail: string): void {
		deps.onRefused(kind);
		decide(JSON.stringify({ kind, detail } satisfies Problem), false);
	}

	/** Socket.IO's `allowRequest`: its `cors` does not cover WebSockets. */
	function allowRequest(request: IncomingMessage, decide: Decide): void {
		const { origin, host } = request.headers;
		if (!access.originAllowed(origin, host))
			return refuse(decide, 'origin-refused', 'This page may not connect from its origin.');
		const address = addressOf(request, access);
		const { waiting } = admission;
		// Waiting connections are admitted later, so they count already.
		if (isFull(address, waiting.total, waiting.of(address)))
			return refuse(decide, 'connections-too-many', 'Too many connections are open already.');
		admission.admit(address, (admitted) => {
			if (!admitted) refuse(decide, 'connections-too-many', 'Too many connections come at once.');
			else if (isFull(address))
				refuse(decide, 'connections-too-many', 'Too many connections are open already.');
			else decide(null, true);
		});
	}

	function isFull(address: string, waiting = 0, waitingOfAddress = 0): boolean {
		return (
			open.total + waiting >= deps.maxConnections ||
			open.of(address) + waitingOfAddress >= deps.maxConnectionsPerAddress
		);
	}

	/** Counts engine connections, polling ones included, from open to close. */
	function count(io: ViewerServer): void {
		io.engine.on('connection', (connection: EngineSocket) => {
			const address = addressOf(connection.request, access);
			open.add(address);
			connection.once('close', () => open.remove(address));
		});
	}

	/** Socket.IO middleware: returns the user, or why there is none. */
	function identify(socket: ViewerSocket): Identity | Problem {
		const { headers, auth, address } = socket.handshake;
		const parsed = handshakeSchema.safeParse(auth);
		if (!parsed.success)
			return { kind: 'message-malformed', detail: 'The handshake needs auth {protocol, token?}.' };
		if (parsed.data.protocol < PROTOCOL_VERSION)
			return { kind: 'protocol-too-old', detail: 'A newer version is available: reload.' };
		// A newer protocol is unknown here: its client would misread these packets.
		if (parsed.data.protocol > PROTOCOL_VERSION)
			return {
				kind: 'protocol-too-new',
				detail: `This Fleetcast is older: it speaks version ${PROTOCOL_VERSION} of the protocol.`
			};
		return (
			access.identify({ headers, remoteAddress: address }, parsed.data.token) ?? {
				kind: 'token-refused',
				detail: 'This connection has no valid token.'
			}
		);
	}

	return { allowRequest, count, identify, connections: () => open.total };
}

interface EngineSocket {
	readonly request: IncomingMessage;
	once(event: 'close', listener: () => void): void;
}

function addressOf({ headers, socket }: IncomingMessage, access: AccessRules): string {
	return access.clientAddress({ headers, remoteAddress: socket.remoteAddress }) ?? 'unknown';
}

/** A refusal for Socket.IO's middleware: arrives as `connect_error` with the problem as `data`. */
export class Refusal extends Error {
	readonly data: Problem;

	constructor(problem: Problem) {
		super(problem.detail);
		this.data = problem;
	}
}
