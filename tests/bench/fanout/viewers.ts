import { WebSocket } from 'ws';
import { fullJitterMs, RECONNECT } from '#core/jitter.ts';
import { PROTOCOL_VERSION } from '#core/protocol/messages.ts';
import { answer, sharedNow } from '../child.ts';
import { quantile } from '../row.ts';

/**
 * Thousands of viewers in one process. They speak the wire by hand (Engine.IO 4, Socket.IO 5), because a full client
 * for each would make this process, not the server, the thing measured.
 */
interface Crowd {
	readonly port: number;
	readonly gateway: boolean;
	readonly everyMs: readonly (number | undefined)[];
	readonly topics: readonly string[];
	readonly sockets: Set<WebSocket>;
	readonly paused: Set<WebSocket>;
	arrivals: number[];
	onAll: () => void;
}
const crowds = new Map<string, Crowd>();

/** How many connections are under way at once. */
const PARALLEL = 64;

function open(crowd: Crowd, index: number): Promise<void> {
	const path = crowd.gateway ? '/socket.io/?EIO=4&transport=websocket' : '/';
	const everyMs = crowd.everyMs[index % Math.max(1, crowd.everyMs.length)];
	const join = JSON.stringify({ topics: crowd.topics, ...(everyMs ? { everyMs } : {}) });
	return new Promise((resolve, reject) => {
		const socket = new WebSocket(`ws://127.0.0.1:${crowd.port}${path}`, {
			perMessageDeflate: false
		});
		crowd.sockets.add(socket);
		socket.once('error', (error) => {
			crowd.sockets.delete(socket);
			reject(error);
		});
		socket.once('close', () => {
			crowd.sockets.delete(socket);
			reject(new Error('the connection was closed'));
		});
		if (!crowd.gateway) socket.once('open', () => resolve());
		socket.on('message', (data: Buffer) => {
			const text = data.toString('latin1', 0, 9);
			if (text === '42["tick"') arrived(crowd);
			else if (text === '2') socket.send('3');
			else if (text.startsWith('0{')) socket.send(`40{"protocol":${PROTOCOL_VERSION}}`);
			else if (text.startsWith('40')) socket.send(`420["join",${join}]`);
			else if (text.startsWith('430')) resolve();
		});
	});
}

function arrived(crowd: Crowd): void {
	crowd.arrivals.push(sharedNow());
	if (crowd.arrivals.length === crowd.sockets.size - crowd.paused.size) crowd.onAll();
}

async function openMany(crowd: Crowd, count: number, tries: number): Promise<void> {
	for (let from = 0; from < count; from += PARALLEL)
		await Promise.all(
			Array.from({ length: Math.min(PARALLEL, count - from) }, (_, index) =>
				openAtLast(crowd, from + index, tries)
			)
		);
}

/** A server whose time runs fast gives a connection little of it: one that came too late tries again. */
async function openAtLast(crowd: Crowd, index: number, tries: number): Promise<void> {
	for (let left = tries; ; left--) {
		try {
			return await open(crowd, index);
		} catch (error) {
			if (left <= 1) throw error;
		}
	}
}

/** All are cut at once and come back as the client does: after a wait with full jitter over the whole window. */
async function cutAndReturn(
	crowd: Crowd,
	windowMs: number
): Promise<{ currentAfterMs: number; tries: number }> {
	const count = crowd.sockets.size;
	const cutAt = sharedNow();
	let tries = 0;
	for (const socket of crowd.sockets) socket.terminate();
	crowd.sockets.clear();
	const comeBack = async (index: number): Promise<void> => {
		const waitMs = RECONNECT.leastMs + Math.random() * (windowMs - RECONNECT.leastMs);
		await new Promise((resolve) => setTimeout(resolve, waitMs));
		for (let failures = 0; ; failures++) {
			tries++;
			const joined = await open(crowd, index).then(
				() => true,
				() => false
			);
			if (joined) return;
			const againMs = fullJitterMs(failures, Math.random(), RECONNECT);
			await new Promise((resolve) => setTimeout(resolve, againMs));
		}
	};
	await Promise.all(Array.from({ length: count }, (_, index) => comeBack(index)));
	return { currentAfterMs: sharedNow() - cutAt, tries };
}

interface Question {
	readonly kind: 'open' | 'expect' | 'close' | 'leave' | 'cut' | 'pause' | 'resume';
	readonly crowd: string;
	readonly port: number;
	readonly count: number;
	readonly gateway: boolean;
	readonly everyMs?: (number | undefined)[];
	readonly topics?: string[];
	readonly tries?: number;
	readonly windowMs: number;
}

interface Reading {
	_socket?: { pause(): void; resume(): void };
}

answer<Question>(async ({ kind, crowd: name, ...question }) => {
	const crowd = crowds.get(name) ?? {
		port: question.port,
		gateway: question.gateway,
		everyMs: question.everyMs ?? [],
		topics: question.topics ?? ['risk'],
		sockets: new Set<WebSocket>(),
		paused: new Set<WebSocket>(),
		arrivals: [],
		onAll: () => undefined
	};
	crowds.set(name, crowd);
	if (kind === 'open') await openMany(crowd, question.count, question.tries ?? 1);
	if (kind === 'close') {
		for (const socket of crowd.sockets) socket.terminate();
		crowds.delete(name);
	}
	if (kind === 'leave')
		for (const socket of [...crowd.sockets].slice(0, question.count)) {
			socket.terminate();
			crowd.sockets.delete(socket);
		}
	if (kind === 'cut') return cutAndReturn(crowd, question.windowMs);
	if (kind === 'pause')
		for (const socket of [...crowd.sockets].slice(0, question.count)) {
			crowd.paused.add(socket);
			(socket as Reading)._socket?.pause();
		}
	if (kind === 'resume') {
		for (const socket of crowd.paused) (socket as Reading)._socket?.resume();
		crowd.paused.clear();
	}
	if (kind === 'expect') {
		crowd.arrivals = [];
		const all = new Promise<void>((resolve) => (crowd.onAll = resolve));
		process.send?.({ ready: true });
		await all;
		return { lastAt: Math.max(...crowd.arrivals), p99At: quantile(crowd.arrivals, 0.99) };
	}
	return { open: crowd.sockets.size };
});
