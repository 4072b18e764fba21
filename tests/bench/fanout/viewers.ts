import { WebSocket } from 'ws';
import { PROTOCOL_VERSION } from '#core/protocol/messages.ts';
import { answer, sharedNow } from '../child.ts';

/**
 * Thousands of viewers in one process. They speak the wire by hand (Engine.IO 4, Socket.IO 5), because a full client
 * for each would make this process, not the server, the thing measured.
 */
interface Crowd {
	readonly sockets: WebSocket[];
	arrived: number;
	onAll: (at: number) => void;
}
const crowds = new Map<string, Crowd>();

/** How many connections are under way at once. */
const PARALLEL = 64;

function open(crowd: Crowd, port: number, gateway: boolean): Promise<void> {
	const path = gateway ? '/socket.io/?EIO=4&transport=websocket' : '/';
	return new Promise((resolve, reject) => {
		const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false });
		crowd.sockets.push(socket);
		socket.once('error', reject);
		if (!gateway) socket.once('open', () => resolve());
		socket.on('message', (data: Buffer) => {
			const text = data.toString('latin1', 0, 9);
			if (text === '42["tick"') {
				if (++crowd.arrived === crowd.sockets.length) crowd.onAll(sharedNow());
			} else if (text === '2') socket.send('3');
			else if (text.startsWith('0{')) socket.send(`40{"protocol":${PROTOCOL_VERSION}}`);
			else if (text.startsWith('40')) socket.send('420["join",{"topics":["risk"]}]');
			else if (text.startsWith('430')) resolve();
		});
	});
}

answer<{
	kind: 'open' | 'expect' | 'close';
	crowd: string;
	port: number;
	count: number;
	gateway: boolean;
}>(async ({ kind, crowd: name, port, count, gateway }) => {
	const crowd = crowds.get(name) ?? { sockets: [], arrived: 0, onAll: () => undefined };
	crowds.set(name, crowd);
	if (kind === 'open')
		for (let left = count; left > 0; left -= PARALLEL)
			await Promise.all(
				Array.from({ length: Math.min(PARALLEL, left) }, () => open(crowd, port, gateway))
			);
	if (kind === 'close') {
		for (const socket of crowd.sockets) socket.terminate();
		crowds.delete(name);
	}
	if (kind === 'expect') {
		crowd.arrived = 0;
		const lastAt = new Promise<number>((resolve) => (crowd.onAll = resolve));
		process.send?.({ ready: true });
		return { lastAt: await lastAt };
	}
	return { open: crowd.sockets.length };
});
