import type { IncomingMessage } from 'node:http';
import { PROTOCOL_VERSION, handshakeSchema } from '#core/protocol/messages.ts';
import type { Problem, ProblemKind } from '#core/protocol/problem.ts';
import type { Clock } from '../clock.ts';
import { createAdmission } from './admission.ts';
import type { Identity, ViewerServer, ViewerSocket } from './viewer.ts';

/** What the gateway asks of the shell's access rules. */
export interface AccessRules {
	identify(
		request: { headers: IncomingMessage['headers']; remoteAddress: string | undefined },
		token?: string
	): Identity | undefined;
	/** The viewer's own address, also behind a trusted proxy. */
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
 * Who may connect. Before the upgrade: origin, numbers, pace, answered over HTTP with a problem as JSON. After it, where
 * the client can be told in words it will read: protocol and token, as `connect_error` with a problem as its data.
 */
export function createHandshake(deps: HandshakeDeps) {
	const { access, clock } = deps;
	const admission = createAdmission({ clock, perSecond: deps.admissionPerSecond });
	const perAddress = new Map<string, number>();
	let connections = 0;

	function refuse(decide: Decide, kind: ProblemKind, detail: string): void {
		deps.onRefused(kind);
		decide(JSON.stringify({ kind, detail } satisfies Problem), false);
	}

	/** Socket.IO's `allowRequest`: its `cors` does not cover WebSockets. */
	function allowRequest(request: IncomingMessage, decide: Decide): void {
		const { origin, host } = request.headers;
		if (!access.originAllowed(origin, host))
			return refuse(decide, 'origin-refused', 'This page may not connect from its origin.');
		const ofAddress = perAddress.get(addressOf(request, access)) ?? 0;
		if (connections >= deps.maxConnections || ofAddress >= deps.maxConnectionsPerAddress)
			return refuse(decide, 'connections-too-many', 'Too many connections are open already.');
		admission.admit((admitted) => {
			if (admitted) decide(null, true);
			else refuse(decide, 'connections-too-many', 'Too many connections come at once.');
		});
	}

	/** Counts engine connections, polling ones included, from open to close. */
	function count(io: ViewerServer): void {
		io.engine.on('connection', (connection: EngineSocket) => {
			const address = addressOf(connection.request, access);
			connections++;
			perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
			connection.once('close', () => {
				connections--;
				const left = (perAddress.get(address) ?? 1) - 1;
				if (left > 0) perAddress.set(address, left);
				else perAddress.delete(address);
			});
		});
	}

	/** Socket.IO middleware: says who this is, or why not. */
	function identify(socket: ViewerSocket): Identity | Problem {
		const { headers, auth, address } = socket.handshake;
		const parsed = handshakeSchema.safeParse(auth);
		if (!parsed.success)
			return { kind: 'message-malformed', detail: 'The handshake needs auth {protocol, token?}.' };
		if (parsed.data.protocol < PROTOCOL_VERSION)
			return { kind: 'protocol-too-old', detail: 'A newer version is here: load it.' };
		return (
			access.identify({ headers, remoteAddress: address }, parsed.data.token) ?? {
				kind: 'token-refused',
				detail: 'No known token came with this connection.'
			}
		);
	}

	return { allowRequest, count, identify, connections: () => connections };
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
