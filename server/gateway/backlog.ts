import type { Socket } from 'socket.io';

/** The one place that looks under Socket.IO's public surface: how much of what was sent has left this process. */
interface EngineTransport {
	readonly name: string;
	readonly socket?: { readonly bufferedAmount: number };
	readonly writable: boolean;
	send(packets: readonly EnginePacket[]): void;
	once(event: 'drain', listener: () => void): unknown;
	off(event: 'drain', listener: () => void): unknown;
}
export interface EnginePacket {
	readonly type: 'message';
	readonly data: string;
	readonly options: object;
}
interface EngineConnection {
	readonly readyState: string;
	readonly writeBuffer: readonly unknown[];
	readonly transport: EngineTransport;
	once(event: 'upgrade', listener: () => void): unknown;
	off(event: 'upgrade', listener: () => void): unknown;
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

/**
 * Calls back once, after what is on its way to the viewer has left, or when another transport takes over: the one before
 * never drains then, so whoever asked looks again.
 */
export function onceDrained(socket: Socket, action: () => void): void {
	const connection = socket.conn as unknown as EngineConnection;
	const { transport } = connection;
	const moved = () => {
		transport.off('drain', moved);
		connection.off('upgrade', moved);
		setImmediate(action);
	};
	transport.once('drain', moved);
	connection.once('upgrade', moved);
}

/**
 * Hands packets straight to a WebSocket that has nothing else to send, and answers whether it did. Engine.IO's own way makes
 * each viewer a packet object and four events of its own for the same frame: at 8,000 viewers more than a third of what
 * Socket.IO costs beyond a bare loop of sends.
 */
export function sendNow(socket: Pick<Socket, 'conn'>, packets: readonly EnginePacket[]): boolean {
	const { transport, writeBuffer, readyState } = socket.conn as unknown as EngineConnection;
	if (readyState !== 'open' || transport.name !== 'websocket') return false;
	if (!transport.writable || writeBuffer.length > 0) return false;
	transport.send(packets);
	return true;
}
