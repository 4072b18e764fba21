import { io, type Socket } from 'socket.io-client';
import type * as z from 'zod/mini';
import { daemonHealthSchema, noticeSchema, warmupSchema } from '#core/protocol/daemon.ts';
import type { DaemonHealth, Notice, Warmup } from '#core/protocol/daemon.ts';
import type { ServerToClient } from '#core/protocol/events.ts';
import {
	joinAnswerSchema,
	PROTOCOL_VERSION,
	refreshAnswerSchema,
	tickSchema,
	type Join,
	type Joined,
	type Refreshed,
	type Tick
} from '#core/protocol/messages.ts';
import { problemSchema, type Problem, type Result } from '#core/protocol/problem.ts';
import {
	arrive,
	arriveSnapshot,
	type Arrival,
	type Malformed,
	type TopicSnapshot
} from './arrival.ts';
import { problemOf } from './connect-error.ts';

export interface SocketOptions {
	readonly url: URL;
	readonly path: string;
	readonly transports: readonly ('websocket' | 'polling')[];
	readonly token?: string;
}

/** Handlers of one connection's messages, parsed. `closed` is called once, last. */
export interface SocketHandlers {
	opened(): void;
	snapshot(snapshot: TopicSnapshot): void;
	tick(tick: Tick): void;
	daemon(health: DaemonHealth): void;
	warmup(warmup: Warmup): void;
	notice(notice: Notice): void;
	malformed(malformed: Malformed): void;
	/** Lost, refused or never established; the problem where the server named one. */
	closed(problem: Problem | undefined): void;
}

export interface SocketConnection {
	join(join: Join, answered: (answer: Result<Joined>) => void): void;
	refresh(answered: (answer: Result<Refreshed>) => void): void;
	/** Closes it without calling `closed`. */
	close(): void;
}

type Incoming = { [Event in keyof ServerToClient]: (message: unknown) => void };
interface Outgoing {
	join: (join: Join, acknowledge: (answer: unknown) => void) => void;
	refresh: (acknowledge: (answer: unknown) => void) => void;
}

const IN_NODE = 'process' in globalThis && !('document' in globalThis);

/** The part of Engine.IO that is used here. */
interface Engine {
	readonly transport: { readonly ws?: { terminate?(): void } | null };
	once(event: 'close', listener: () => void): void;
}

/**
 * Closes the connection. Node's WebSocket would wait half a minute for the other end's close frame if that end is gone, and
 * keep the process alive; a browser's has no `terminate`, and needs none.
 */
function hangUp(engine: Engine | undefined, close: () => void): void {
	const ws = engine?.transport.ws;
	// The last messages have been written by then.
	engine?.once('close', () => ws?.terminate?.());
	close();
}

/** Opens one Socket.IO connection, without retries: reconnect.ts decides about those. */
export function openSocket(
	{ url, path, transports, token }: SocketOptions,
	handlers: SocketHandlers
): SocketConnection {
	const socket: Socket<Incoming, Outgoing> = io(url.origin, {
		path,
		transports: [...transports],
		// Some proxies let no WebSocket through.
		tryAllTransports: true,
		forceNew: true,
		reconnection: false,
		autoConnect: false,
		// Node: an active subscription keeps the process alive, a request without an answer does not.
		autoUnref: IN_NODE,
		auth: { protocol: PROTOCOL_VERSION, ...(token === undefined ? {} : { token }) }
	});
	// The client has its own deadline for connecting, by its clock.
	socket.io.timeout(false);
	let ended = false;
	let lastWord: Problem | undefined;

	function end(problem?: Problem): void {
		if (ended) return;
		ended = true;
		hangUp(socket.io.engine as Engine | undefined, () => socket.close());
		handlers.closed(problem);
	}

	function take<Value>(arrival: Arrival<Value>, use: (value: Value) => void): void {
		if (ended) return;
		if (arrival.ok) use(arrival.value);
		else handlers.malformed(arrival.malformed);
	}

	function listen<Value>(
		event: keyof Incoming,
		schema: z.ZodMiniType<Value>,
		use: (value: Value) => void
	): void {
		socket.on(event, (message: unknown) => take(arrive(event, schema, message), use));
	}

	socket.on('connect', () => {
		if (!ended) handlers.opened();
	});
	socket.on('connect_error', (error) => end(problemOf(error)));
	socket.on('disconnect', () => end(lastWord));
	socket.on('snapshot', (message) => take(arriveSnapshot(message), handlers.snapshot));
	listen('tick', tickSchema, (tick) => {
		lastWord = undefined;
		handlers.tick(tick);
	});
	listen('daemon', daemonHealthSchema, handlers.daemon);
	listen('warmup', warmupSchema, handlers.warmup);
	listen('notice', noticeSchema, handlers.notice);
	listen('problem', problemSchema, (problem) => (lastWord = problem));

	socket.connect();

	return {
		join(join, answered) {
			socket.emit('join', join, (answer) =>
				take(arrive('join', joinAnswerSchema, answer), answered)
			);
		},
		refresh(answered) {
			socket.emit('refresh', (answer) =>
				take(arrive('refresh', refreshAnswerSchema, answer), answered)
			);
		},
		close() {
			ended = true;
			hangUp(socket.io.engine as Engine | undefined, () => socket.close());
		}
	};
}
