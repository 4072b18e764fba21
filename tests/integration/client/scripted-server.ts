import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { Join, Joined } from '#core/protocol/messages.ts';

type Answer = (answer: unknown) => void;

/** A server that sends what the test dictates, true or not. */
export async function startScripted(
	options: {
		refuse?: object;
		onJoin?: (join: Join, answer: Answer, socket: Socket, count: number) => void;
	} = {}
) {
	const http = createServer();
	const io = new Server(http);
	const joins: Join[] = [];
	let handshakes = 0;
	io.use((_socket, next) => {
		handshakes++;
		if (options.refuse) next(Object.assign(new Error('refused'), { data: options.refuse }));
		else next();
	});
	io.on('connection', (socket) => {
		socket.on('join', (join: Join, answer: Answer) => {
			joins.push(join);
			options.onJoin?.(join, answer, socket, joins.length);
		});
	});
	http.listen(0, '127.0.0.1');
	await once(http, 'listening');
	return {
		url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
		io,
		joins,
		handshakes: () => handshakes,
		close: () => io.close()
	};
}

/** A true answer to a join, of which a test spoils a part. */
export function joinedWith(topics: Joined['topics'], rest: Partial<Joined> = {}): object {
	return {
		ok: true,
		value: {
			tick: 1,
			at: 1,
			tickMs: 5_000,
			everyMs: 5_000,
			beatMs: 5_000,
			version: '1.0.0',
			demo: true,
			daemon: { state: 'live', stale: false, since: 1 },
			topics,
			...rest
		}
	};
}
