import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { answer, cpuMs, heldBytes, sharedNow } from '../child.ts';

/** The reference: nothing but a loop over sockets that sends one buffer, made beforehand. */
const sockets = new Set<WebSocket>();
let server: WebSocketServer;

answer<{ kind: 'listen' | 'round' | 'cpu' | 'memory'; bytes?: number }>(async ({ kind, bytes }) => {
	if (kind === 'listen') {
		server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
		server.on('connection', (socket) => {
			sockets.add(socket);
			socket.once('close', () => sockets.delete(socket));
		});
		await new Promise((ready) => server.once('listening', ready));
		return { port: (server.address() as AddressInfo).port };
	}
	if (kind === 'round') {
		const cpuBeforeMs = cpuMs();
		const buffer = Buffer.from('42["tick"'.padEnd(bytes ?? 0, ' '));
		const at = sharedNow();
		for (const socket of sockets) socket.send(buffer, { binary: false });
		return { at, cpuBeforeMs };
	}
	if (kind === 'cpu') return { cpuMs: cpuMs() };
	return { bytes: heldBytes(), viewers: sockets.size };
});
