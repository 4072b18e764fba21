import type { Socket } from 'socket.io';

/** The part of Engine.IO below Socket.IO's public interface that the gateway uses. */
export interface EngineTransport {
	readonly name: string;
	/** The WebSocket, for that transport. */
	readonly socket?: {
		readonly bufferedAmount: number;
		on(event: 'ping', listener: () => void): unknown;
		terminate(): void;
	};
	readonly writable: boolean;
	send(packets: readonly EnginePacket[]): void;
	on(event: 'packet', listener: (packet: { readonly data?: unknown }) => void): unknown;
	once(event: 'drain', listener: () => void): unknown;
	off(event: 'drain', listener: () => void): unknown;
}
export interface EnginePacket {
	readonly type: 'message';
	readonly data: string;
	readonly options: object;
}
export interface EngineConnection {
	readonly readyState: string;
	readonly writeBuffer: readonly unknown[];
	readonly transport: EngineTransport;
	close(discard: boolean): void;
	/** Engine.IO's own: called for every end of the connection, an unanswered ping included. */
	onClose(reason: string, description?: unknown): void;
	on(event: 'upgrading', listener: (transport: EngineTransport) => void): unknown;
	once(event: 'upgrade', listener: () => void): unknown;
	off(event: 'upgrade', listener: () => void): unknown;
}

/** Returns the Engine.IO connection of a viewer's socket. */
export function connectionOf(socket: Pick<Socket, 'conn'>): EngineConnection {
	return socket.conn as unknown as EngineConnection;
}

/**
 * Whether an earlier packet is still waiting because the viewer does not read. A WebSocket that keeps up has nothing
 * buffered right after a send; a polling viewer has nothing queued once it has polled.
 */
export function isBacklogged(socket: Socket): boolean {
	const { transport, writeBuffer } = connectionOf(socket);
	return transport.name === 'websocket' && transport.socket
		? transport.socket.bufferedAmount > 0
		: writeBuffer.length > 0;
}

/**
 * Calls back once, after the pending packets have left, or when another transport takes over: the previous one then never
 * drains, so the caller checks again.
 */
export function onceDrained(socket: Socket, action: () => void): void {
	const connection = connectionOf(socket);
	const { transport } = connection;
	const moved = () => {
		transport.off('drain', moved);
		connection.off('upgrade', moved);
		setImmediate(action);
	};
	transport.once('drain', moved);
	connection.once('upgrade', moved);
}

/** Calls back instead of ending the connection when a ping has gone unanswered for too long. */
export function onUnanswered(connection: EngineConnection, action: () => void): void {
	const end = connection.onClose.bind(connection);
	connection.onClose = (reason, description) => {
		if (reason === 'ping timeout' && connection.readyState === 'open') action();
		else end(reason, description);
	};
}

/**
 * Writes a packet straight to a WebSocket that has nothing else to send; returns whether it did. Engine.IO creates a packet
 * object and four events per viewer for the same frame: at 8,000 viewers more than a third of what Socket.IO costs beyond a
 * bare loop of sends.
 */
export function sendNow(socket: Pick<Socket, 'conn'>, packets: readonly EnginePacket[]): boolean {
	const { transport, writeBuffer, readyState } = connectionOf(socket);
	if (readyState !== 'open' || transport.name !== 'websocket') return false;
	if (!transport.writable || writeBuffer.length > 0) return false;
	transport.send(packets);
	return true;
}
