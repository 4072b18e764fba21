import { afterEach, beforeEach, expect, test } from 'vitest';
import { createIngest, type Ingest } from '../../../server/upstream/ingest.ts';
import { StandInDaemon } from '../../support/stand-in-daemon.ts';

let daemon: StandInDaemon;
let ingest: Ingest;
const signal = () => new AbortController().signal;
const atOnce = () => Promise.resolve({ over: () => undefined });

beforeEach(async () => {
	daemon = new StandInDaemon(40);
	await daemon.start();
	ingest = createIngest({ baseUrl: daemon.url, timeoutMs: 20_000, maxBytes: 100_000_000 });
});
afterEach(async () => {
	await ingest.close();
	await daemon.stop();
});

test('a round is one status and one call for predictions, parsed in another thread', async () => {
	const { status, fleet } = await ingest.pollDaemon(signal());
	expect(status.ok && status.value.tickCount).toBe(200);
	if (!fleet.ok) throw new Error(fleet.problem.detail);
	expect(fleet.value.fleet.rows).toHaveLength(40);
	expect(fleet.value.fleet.rejected).toEqual([]);
	expect(fleet.value.bytes).toBeGreaterThan(1_500_000);
	expect(fleet.value.fleet.forecasts.values.length).toBe(40 * 15 * 3 * 96);
	expect(daemon.calls).toEqual({ '/status': 1, '/predictions/current': 1 });
});

test('a daemon that is gone is a problem of status and predictions, asked once', async () => {
	await daemon.stop();
	const { status, fleet } = await ingest.pollDaemon(signal());
	for (const part of [status, fleet])
		expect(part).toMatchObject({ ok: false, problem: { kind: 'daemon-unreachable' } });
});

test('an aborted round ends, and the next one works', async () => {
	daemon.once('/predictions/current', { kind: 'hangs' });
	const stop = new AbortController();
	const round = ingest.pollDaemon(stop.signal);
	await expect.poll(() => daemon.predictionCalls).toBe(1);
	stop.abort();
	expect((await round).fleet.ok).toBe(false);
	expect((await ingest.pollDaemon(signal())).fleet.ok).toBe(true);
});

test('the cascade health is read on demand; an older daemon does not offer it', async () => {
	expect(await ingest.readTopic('cascade', signal(), atOnce)).toMatchObject({
		ok: true,
		value: { offered: true, healthScore: 81.4, cascadeRisk: 'low' }
	});
	daemon.always('/cascade/health', {
		kind: 'answers',
		status: 404,
		body: '{"detail":"Not Found"}'
	});
	expect(await ingest.readTopic('cascade', signal(), atOnce)).toEqual({
		ok: true,
		value: { offered: false }
	});
});

test('an addition that a daemon does not offer is left out, and the topic stands', async () => {
	daemon.always('/drift/report', { kind: 'answers', status: 500, body: 'Internal Server Error' });
	const drift = await ingest.readTopic('drift', signal(), atOnce);
	expect(drift).toMatchObject({ ok: true, value: { offered: true, measured: false } });
	expect(drift?.ok && drift.value).not.toHaveProperty('report');
	expect(drift?.ok && drift.value).toHaveProperty('training', {
		status: 'idle',
		message: 'No active training job'
	});
});

test('each call of a topic waits for a turn of its own, and gives it back when it is over', async () => {
	const paths: string[] = [];
	let taken = 0;
	const drift = await ingest.readTopic('drift', signal(), async (path) => {
		expect(taken).toBe(0);
		paths.push(path);
		for (let call = 0; call < 5; call++) await (await fetch(`${daemon.url}/health`)).text();
		expect(daemon.calls).not.toHaveProperty(path);
		taken++;
		return { over: () => void (taken = 0) };
	});
	expect(drift).toMatchObject({ ok: true, value: { offered: true } });
	expect(paths).toEqual(['/drift/status', '/drift/report', '/admin/training-status']);
	expect(taken).toBe(0);
});

test('a topic whose turn is called off costs no call', async () => {
	const called = await ingest.readTopic('models', signal(), () => Promise.resolve(undefined));
	expect(called).toBeUndefined();
	expect((await ingest.pollDaemon(signal())).fleet.ok).toBe(true);
	expect(daemon.calls).not.toHaveProperty('/admin/models');
});

test('a turn is given back when its call is aborted', async () => {
	daemon.always('/cascade/health', { kind: 'hangs' });
	const stop = new AbortController();
	let given = 0;
	let back = 0;
	const turn = () => Promise.resolve({ over: () => void back++ });
	const cascade = ingest.readTopic('cascade', stop.signal, () => (given++, turn()));
	await expect.poll(() => daemon.calls['/cascade/health']).toBe(1);
	stop.abort();
	expect(await cascade).toMatchObject({ ok: false });
	expect(given).toBe(1);
	expect(back).toBeGreaterThanOrEqual(1);
});

test('a worker that dies is a problem of its poll, and the next poll has a new one', async () => {
	const lost: Error[] = [];
	const doomed = createIngest(
		{
			baseUrl: daemon.url,
			key: undefined,
			timeoutMs: 20_000,
			maxBytes: 1_000_000,
			onWorkerLost: (error) => lost.push(error)
		},
		new URL('../../support/dying-ingest.ts', import.meta.url)
	);
	for (let round = 0; round < 2; round++)
		expect((await doomed.pollDaemon(signal())).fleet).toMatchObject({
			ok: false,
			problem: { kind: 'internal-error' }
		});
	await doomed.close();
	expect(lost).toHaveLength(2);
	expect((await doomed.pollDaemon(signal())).fleet.ok).toBe(false);
});
