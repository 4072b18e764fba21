import { afterEach, expect, test } from 'vitest';
import { createFleetClient, type FleetClient } from '#client/fleet-client.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { joinedWith, startScripted } from './scripted-server.ts';
import { recordOf } from './told.ts';

let server: Awaited<ReturnType<typeof startScripted>>;
let client: FleetClient;

afterEach(async () => {
	client.close();
	await server.close();
});

function follow(clock = new FakeClock()) {
	client = createFleetClient(server.url, { clock, random: () => 0 });
	const told = recordOf(client);
	client.show(['risk']);
	return { clock, told };
}

const entry = { score: 10, level: 'healthy', profile: 'Database' };
const snapshot = { topic: 'risk', epoch: 'e', seq: 3, state: { web1: entry } };
const whole = joinedWith({ risk: { via: 'snapshot', epoch: 'e', seq: 3 } });
const patch = (since: number) => ({
	topic: 'risk',
	epoch: 'e',
	since,
	seq: since + 1,
	patch: { web1: { score: since } }
});
const tick = (...patches: unknown[]) => ({ tick: 9, at: 9, patches });

test('a patch for another state is a gap: the client joins again and names what it holds', async () => {
	server = await startScripted({
		onJoin(_join, answer, socket, count) {
			if (count === 1) {
				socket.emit('snapshot', snapshot);
				answer(whole);
				socket.emit('tick', tick(patch(4)));
			} else answer(joinedWith({ risk: { via: 'patch', patch: patch(3) as never } }));
		}
	});
	const { told } = follow();
	await expect.poll(() => client.revision('risk')).toEqual({ epoch: 'e', seq: 4 });
	expect(client.state('risk')).toEqual({ web1: { ...entry, score: 3 } });
	expect(told.gap).toEqual([
		[{ topic: 'risk', held: { epoch: 'e', seq: 3 }, named: { epoch: 'e', seq: 4 } }]
	]);
	expect(server.joins.map(({ since }) => since)).toEqual([{}, { risk: { epoch: 'e', seq: 3 } }]);
	expect(told.link).toEqual([['joined']]);
});

test.for([
	['tick', { tick: 'nine', at: 9, patches: [] }],
	['tick', tick({ ...patch(3), patch: [] })],
	['tick', undefined],
	['snapshot', { ...snapshot, topic: 'nonsense' }],
	['snapshot', { ...snapshot, seq: 4, state: { web1: { ...entry, score: 101 } } }],
	['daemon', { state: 'asleep' }],
	['warmup', null],
	['notice', 'hello']
] as const)(
	'a malformed %s is told, never used, and leads to a new join',
	async ([event, message]) => {
		server = await startScripted({
			onJoin(_join, answer, socket, count) {
				if (count === 1) socket.emit('snapshot', snapshot);
				answer(count === 1 ? whole : joinedWith({ risk: { via: 'held', epoch: 'e', seq: 3 } }));
				if (count === 1) socket.emit(event, message);
			}
		});
		const { told } = follow();
		await expect.poll(() => told.joined).toHaveLength(2);
		expect(told.malformed).toEqual([
			[{ event: expect.stringMatching(`^${event}`), detail: expect.stringMatching(/./) }]
		]);
		expect(client.revision('risk')).toEqual({ epoch: 'e', seq: 3 });
		expect(client.state('risk')).toEqual(snapshot.state);
		expect(told.link).toEqual([['joined']]);
	}
);

test('an answer to a join that makes no sense is asked for again, ever more rarely', async () => {
	server = await startScripted({
		onJoin(_join, answer, socket, count) {
			if (count < 4) return answer(count === 2 ? joinedWith({}) : { ok: 'perhaps' });
			socket.emit('snapshot', snapshot);
			answer(whole);
		}
	});
	const { clock, told } = follow();
	await expect.poll(() => told.malformed).toHaveLength(2);
	expect(server.joins).toHaveLength(2);
	await clock.advance(500);
	await expect.poll(() => told.malformed).toHaveLength(3);
	await clock.advance(499);
	expect(server.joins).toHaveLength(3);
	await clock.advance(1);
	await expect.poll(() => client.revision('risk')).toEqual({ epoch: 'e', seq: 3 });
	expect(server.joins).toHaveLength(4);
});

test('ticks that cannot be used are no sign that what is shown is in date', async () => {
	server = await startScripted({
		onJoin(_join, answer, socket, count) {
			if (count > 1) return;
			socket.emit('snapshot', snapshot);
			answer(whole);
		}
	});
	const { clock, told } = follow();
	await expect.poll(() => told.joined).toHaveLength(1);
	for (let round = 0; round < 3; round++) {
		await clock.advance(4_167);
		server.io.emit('tick', tick(patch(7)));
		await expect.poll(() => server.joins).toHaveLength(2);
	}
	expect(told.freshness.at(-1)).toEqual([{ kind: 'stale', cause: 'silence' }]);
	expect(told.gap).toHaveLength(1);
});

test('a join that is never answered ends the connection, and a new one is tried', async () => {
	server = await startScripted({});
	const { clock, told } = follow();
	await expect.poll(() => server.joins).toHaveLength(1);
	await clock.advance(20_000);
	expect(told.link).toEqual([['offline']]);
	await clock.advance(500);
	await expect.poll(() => server.joins).toHaveLength(2);
});

test('of joins that overlap only the newest counts', async () => {
	const answers: ((answer: unknown) => void)[] = [];
	server = await startScripted({ onJoin: (_join, answer) => void answers.push(answer) });
	const { told } = follow();
	await expect.poll(() => answers).toHaveLength(1);
	client.show(['alerts']);
	await expect.poll(() => answers).toHaveLength(2);
	answers[0]?.({ ok: false, problem: { kind: 'topic-unknown', detail: 'No.' } });
	answers[1]?.(joinedWith({ alerts: { via: 'waiting' } }));
	await expect.poll(() => told.link).toEqual([['joined']]);
	expect(told.joined).toHaveLength(1);
	expect(server.joins.map(({ topics }) => topics)).toEqual([['risk'], ['alerts']]);
});

test('one turn’s changes of what is shown and how often are one join', async () => {
	server = await startScripted({});
	follow();
	client.show(['alerts', 'summary']);
	client.setCadence(60_000);
	await expect.poll(() => server.joins).toHaveLength(1);
	client.show(['summary', 'alerts']);
	client.show(['risk']);
	client.setCadence(30_000);
	await expect.poll(() => server.joins).toHaveLength(2);
	expect(server.joins).toEqual([
		{ topics: ['alerts', 'summary'], everyMs: 60_000, since: {} },
		{ topics: ['risk'], everyMs: 30_000, since: {} }
	]);
});

test('a client that is too old is told to reload and does not come back by itself', async () => {
	server = await startScripted({ refuse: { kind: 'protocol-too-old', detail: 'Load anew.' } });
	const { clock, told } = follow();
	await expect.poll(() => told.link).toHaveLength(1);
	expect(told.link).toEqual([['refused', { kind: 'protocol-too-old', detail: 'Load anew.' }]]);
	expect(told.freshness).toEqual([[{ kind: 'stale', cause: 'refused' }]]);
	await clock.advance(120_000);
	expect(server.handshakes()).toBe(1);
});

test('words and fields that a later version adds are no nonsense: what is known is used', async () => {
	const health = {
		state: 'dreaming',
		stale: true,
		since: 1,
		problem: { kind: 'moon-too-full', detail: 'Soon.', phase: 3 }
	};
	const notice = { kind: 'greeting', detail: 'Hello.', colour: 'red' };
	server = await startScripted({
		onJoin(_join, answer, socket) {
			socket.emit('snapshot', { ...snapshot, sky: 'blue' });
			answer(joinedWith({ risk: { via: 'snapshot', epoch: 'e', seq: 3 } }));
			socket.emit('daemon', health);
			socket.emit('notice', notice);
			socket.emit('weather', 'fair');
		}
	});
	const { told } = follow();
	await expect
		.poll(() => told.notice)
		.toEqual([[expect.objectContaining({ kind: 'other', detail: 'Hello.' })]]);
	expect(client.daemon).toMatchObject({
		state: 'degraded',
		problem: { kind: 'unknown', detail: 'Soon.' }
	});
	expect(client.freshness).toEqual({ kind: 'stale', cause: 'daemon' });
	expect(client.state('risk')).toEqual(snapshot.state);
	expect(told.malformed).toEqual([]);
	expect(server.joins).toHaveLength(1);
});
