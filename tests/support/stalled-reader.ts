import type { Socket } from 'socket.io-client';

interface Readable {
	pause(): void;
	resume(): void;
}
interface Inner {
	io: { engine?: { transport?: { ws?: { _socket?: Readable } } } };
}

function tcp(socket: unknown): Readable | undefined {
	return (socket as Inner).io.engine?.transport?.ws?._socket;
}

/** The process behind this viewer reads nothing more, as a suspended laptop or a frozen tab. */
export function pauseReading(socket: Pick<Socket, 'id'>): void {
	const stream = tcp(socket);
	if (!stream) throw new Error('only an open WebSocket can stop reading');
	stream.pause();
}

export function resumeReading(socket: Pick<Socket, 'id'>): void {
	tcp(socket)?.resume();
}
