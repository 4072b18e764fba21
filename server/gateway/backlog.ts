import type { Socket } from 'socket.io';

/** The one place that looks under Socket.IO's public surface: how much of what was sent has left this process. */
interface EngineTransport {
	readonly name: string;
	readonly socket?: { readonly bufferedAmount: number };
	once(event: 'drain', listener: () => void): unknown;
}
interface EngineConnection {
	readonly writeBuffer: readonly unknown[];
	readonly transport: EngineTransport;
}

/**
 * Whether something sent earlier still waits here because the viewer does not read. A WebSocket that keeps up has
 * nothing buffered right after a send; a polling viewer has nothing queued once it came to fetch.
 */
export function isBacklogged(socket: Socket): boolean {
	const { transport, writeBuffer } = socket.conn as unknown as EngineConnection;
	return transport.name === 'websocket' && transport.socket
		? transport.socket.bufferedAmount > 0
		: writeBuffer.length > 0;
}

/** Calls back once, after what is on its way to the viewer has left. */
export function onceDrained(socket: Socket, action: () => void): void {
	(socket.conn as unknown as EngineConnection).transport.once('drain', () => setImmediate(action));
}
