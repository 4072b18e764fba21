import { afterEach, describe, expect, test } from 'vitest';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { joinSchema, PROTOCOL_VERSION } from '#core/protocol/messages.ts';
import { cureOf, problemSchema, type Problem } from '#core/protocol/problem.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import {
	startGateway,
	type GatewayHarness,
	type HarnessOptions
} from '../../support/gateway-harness.ts';
import { PlainViewer } from '../../support/plain-viewer.ts';

let harness: GatewayHarness;
let bystander: PlainViewer;
const random = seeded(5);
const next = () => fleetOf(serverNames(5), random);

async function start(options: HarnessOptions = {}): Promise<void> {
	harness = await startGateway(options);
	await harness.tick(next());
	bystander = new PlainViewer(harness.url);
	await bystander.join({ topics: ['risk'] });
}
afterEach(async () => {
	// Whatever was refused to others, the bystander noticed nothing.
	const ticks = bystander.ticks.length;
	await harness.tick(next());
	await bystander.caughtUp();
	expect(bystander.ticks.length).toBe(ticks + 1);
	expect(bystander.faults).toEqual([]);
	bystander.close();
	await harness.close();
});

/** The problem with which the server closes or refuses this connection. */
function lastWord(viewer: PlainViewer): Promise<Problem> {
	return new Promise((resolve) => viewer.socket.once('problem', resolve));
}

function refusal(auth: object): Promise<Problem> {
	return new Promise((resolve) => {
		const socket = io(harness.url, { transports: ['websocket'], reconnection: false, auth });
		socket.once('connect_error', (error) =>
			resolve(problemSchema.parse((error as Error & { data?: unknown }).data))
		);
	});
}

/** The status and the problem of a handshake that was answered by HTTP. */
function handshake(
	headers: Record<string, string> = {}
): Promise<{ status: number; problem: Problem }> {
	return new Promise((resolve, reject) => {
		const url = harness.url.replace('http', 'ws');
		const socket = new WebSocket(`${url}/socket.io/?EIO=4&transport=websocket`, { headers });
		socket.once('open', () => {
			socket.terminate();
			reject(new Error('was let in'));
		});
		socket.once('unexpected-response', (_, response) => {
			let body = '';
			response.on('data', (chunk) => (body += String(chunk)));
			response.on('end', () => {
				const problem = problemSchema.parse(JSON.parse(body));
				resolve({ status: response.statusCode ?? 0, problem });
			});
		});
		socket.once('error', () => undefined);
	});
}

describe('before the upgrade, over HTTP with a problem', () => {
	test('a page of a foreign origin', async () => {
		await start({
			access: {
				identify: () => ({ name: 'local', role: 'operator' }),
				originAllowed: (origin) => origin !== 'https://elsewhere.example',
				clientAddress: () => '127.0.0.1'
			}
		});
		const { status, problem } = await handshake({ origin: 'https://elsewhere.example' });
		expect([status, problem.kind]).toEqual([400, 'origin-refused']);
	});

	test('too many connections of one address, counted behind a trusted proxy, and let in again when one leaves', async () => {
		await start({
			settings: { maxConnectionsPerAddress: 2 },
			access: {
				identify: () => ({ name: 'local', role: 'operator' }),
				originAllowed: () => true,
				clientAddress: ({ headers }) => String(headers['x-forwarded-for'] ?? 'bystander')
			}
		});
		const open = () =>
			new Promise<WebSocket>((resolve) => {
				const socket = new WebSocket(
					`${harness.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
					{ headers: { 'x-forwarded-for': '10.0.0.1' } }
				);
				socket.once('message', () => resolve(socket));
			});
		const [first] = [await open(), await open()];
		const { problem } = await handshake({ 'x-forwarded-for': '10.0.0.1' });
		expect(problem.kind).toBe('connections-too-many');
		expect(cureOf(problem)).toBe('wait');
		first?.terminate();
		await expect.poll(() => harness.gateway.viewers()).toBe(2);
		(await open()).terminate();
	});
});

describe('after it, as connect_error with a problem', () => {
	test('a client of an older protocol is told to reload', async () => {
		await start();
		const problem = await refusal({ protocol: PROTOCOL_VERSION - 1 });
		expect([problem.kind, cureOf(problem)]).toEqual(['protocol-too-old', 'reload']);
	});

	test('a client of a newer protocol is told that this Fleetcast is older', async () => {
		await start();
		const problem = await refusal({ protocol: PROTOCOL_VERSION + 1 });
		expect([problem.kind, cureOf(problem)]).toEqual(['protocol-too-new', 'reload']);
		expect(problem.detail).toContain(`version ${PROTOCOL_VERSION}`);
	});

	test('a handshake that says nothing of the protocol', async () => {
		await start();
		expect((await refusal({})).kind).toBe('message-malformed');
	});

	test('an unknown token', async () => {
		await start({
			access: {
				identify: (_, token) => (token === 'wrong' ? undefined : { name: 'x', role: 'viewer' }),
				originAllowed: () => true,
				clientAddress: () => '127.0.0.1'
			}
		});
		expect((await refusal({ protocol: PROTOCOL_VERSION, token: 'wrong' })).kind).toBe(
			'token-refused'
		);
	});
});

describe('in conversation', () => {
	test.each([
		['no topics', {}, 'message-malformed'],
		['an unknown topic', { topics: ['everything'] }, 'topic-unknown'],
		[
			'too many topics',
			{ topics: Array.from({ length: 17 }, (_, index) => `server/${index}`) },
			'topics-too-many'
		],
		['a cadence beyond five minutes', { topics: ['risk'], everyMs: 300_001 }, 'message-malformed'],
		['a since that is no revision', { topics: ['risk'], since: { risk: 7 } }, 'message-malformed'],
		['text', 'risk', 'message-malformed'],
		['null', null, 'message-malformed']
	])('a join with %s is answered with a problem', async (_, message, kind) => {
		await start();
		const viewer = new PlainViewer(harness.url);
		const answer = (await viewer.socket.emitWithAck('join', message as never)) as unknown;
		expect(answer).toMatchObject({ ok: false, problem: { kind } });
		viewer.close();
	});

	test('a malformed join is answered with everything that a join may contain', async () => {
		await start();
		const viewer = new PlainViewer(harness.url);
		const answer = await viewer.socket.emitWithAck('join', {} as never);
		const told = answer.ok ? '' : answer.problem.detail;
		for (const field of Object.keys(joinSchema.shape))
			expect(told).toMatch(new RegExp(`\\b${field}\\b`));
		viewer.close();
	});

	test('a viewer that floods is told so and closed', async () => {
		await start();
		const viewer = new PlainViewer(harness.url);
		await viewer.join({ topics: ['risk'] });
		const word = lastWord(viewer);
		for (let message = 0; message < 40; message++) viewer.socket.emit('refresh', () => undefined);
		expect((await word).kind).toBe('message-flood');
		await expect.poll(() => viewer.socket.connected).toBe(false);
	});

	test('a viewer that never joins is told so and closed', async () => {
		await start();
		const viewer = new PlainViewer(harness.url);
		const word = lastWord(viewer);
		await new Promise<void>((connected) => viewer.socket.once('connect', connected));
		await harness.clock.advance(10_000);
		expect((await word).kind).toBe('join-late');
		await expect.poll(() => viewer.socket.connected).toBe(false);
	});

	test('a message over 16 kB ends its connection only', async () => {
		await start();
		const viewer = new PlainViewer(harness.url);
		await viewer.join({ topics: ['risk'] });
		viewer.socket.emit('join', { topics: [`server/${'x'.repeat(20_000)}`] }, () => undefined);
		await expect.poll(() => viewer.socket.connected).toBe(false);
	});

	test('a viewer may not refresh, an operator may', async () => {
		await start({
			access: {
				identify: (_, token) => ({ name: 'x', role: token === 'op' ? 'operator' : 'viewer' }),
				originAllowed: () => true,
				clientAddress: () => '127.0.0.1'
			}
		});
		const ask = async (token: string) => {
			const viewer = new PlainViewer(harness.url, { auth: { protocol: PROTOCOL_VERSION, token } });
			const answer = await viewer.socket.emitWithAck('refresh');
			viewer.close();
			return answer;
		};
		expect(await ask('me')).toMatchObject({ ok: false, problem: { kind: 'role-refused' } });
		expect(await ask('op')).toMatchObject({ ok: true });
	});
});
