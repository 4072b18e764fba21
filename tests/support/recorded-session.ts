import { io, type Socket } from 'socket.io-client';
import type { Fleet } from '#core/fleet.ts';
import type { Join } from '#core/protocol/messages.ts';
import { fleetOf, seeded } from './fleets.ts';
import { startGateway } from './gateway-harness.ts';

const WIDTH = 110;
const INDENT = '         ';

/**
 * The conversation of a plain Socket.IO client with a real gateway, line by line as received: join, ticks, a lost
 * connection, catching up, a refusal. The harness sets the time, so that it is the same in every run.
 */
export async function recordSession(): Promise<string> {
	const lines: string[] = [];
	const harness = await startGateway({ epoch: '6cda66a7' });
	const tell = (arrow: string, event: string, payload: unknown) =>
		lines.push(wrapped(`${arrow} ${event} ${JSON.stringify(payload)}`));

	async function connect(): Promise<Socket> {
		const socket = io(harness.url, {
			transports: ['websocket'],
			forceNew: true,
			reconnection: false,
			auth: { protocol: 1 }
		});
		socket.onAny((event: string, payload: unknown) => {
			if (event !== 'daemon') tell('←', event, payload);
		});
		await next(socket, 'connect');
		return socket;
	}
	async function join(socket: Socket, message: Join | object): Promise<void> {
		tell('→', 'join', message);
		const answer: unknown = await socket.emitWithAck('join', message);
		tell('←', 'answer', answer);
	}

	await harness.tick(fleetAt(31.2, 55));
	const first = await connect();
	await join(first, { topics: ['risk'] });
	for (const scores of [
		[34, 55],
		[34, 55]
	] as const) {
		const arrival = next(first, 'tick');
		await harness.tick(fleetAt(...scores));
		await arrival;
	}
	const { epoch, seq } = harness.currentState.ledger.get('risk')?.at(-1) ?? { epoch: '', seq: 0 };
	first.close();
	lines.push('  … the connection is lost, and made again two ticks later …');
	await harness.tick(fleetAt(62.5, 41));
	await harness.tick(fleetAt(64, 41));
	const second = await connect();
	await join(second, { topics: ['risk'], since: { risk: { epoch, seq } } });
	await join(second, { topics: ['weather'] });
	second.close();
	await harness.close();
	return lines.join('\n');
}

function next(socket: Socket, event: string): Promise<void> {
	return new Promise((resolve) => socket.once(event, () => resolve()));
}

/** Two servers are enough to be read. */
function fleetAt(database: number, web: number): Fleet {
	const fleet = fleetOf(['ppdb005', 'ppweb002'], seeded(1), { forecasts: false });
	const scores = [database, web];
	return {
		...fleet,
		alerts: [],
		rows: fleet.rows.map((row, index) => ({ ...row, score: scores[index] ?? 0 }))
	};
}

/** Broken between members, never inside one, so that it can be read on a page. */
function wrapped(line: string): string {
	const parts = line.split(/(?<=,)(?=["{])/);
	const rows = [''];
	for (const part of parts) {
		const row = rows.at(-1) ?? '';
		if (row.length + part.length > WIDTH && row.trim() !== '') rows.push(INDENT + part);
		else rows[rows.length - 1] = row + part;
	}
	return rows.join('\n');
}
