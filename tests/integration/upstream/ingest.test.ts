import { afterEach, beforeEach, expect, test } from 'vitest';
import { createIngest, type Ingest } from '../../../server/upstream/ingest.ts';
import { StandInDaemon } from '../../support/stand-in-daemon.ts';

let daemon: StandInDaemon;
let ingest: Ingest;
const signal = () => new AbortController().signal;

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
	const { status, fleet } = await ingest.readRound(signal());
	expect(status.ok && status.value.tickCount).toBe(200);
	if (!fleet.ok) throw new Error(fleet.problem.detail);
	expect(fleet.value.fleet.rows).toHaveLength(40);
	expect(fleet.value.fleet.setAside).toEqual([]);
	expect(fleet.value.bytes).toBeGreaterThan(1_500_000);
	expect(fleet.value.fleet.forecasts.values.length).toBe(40 * 15 * 3 * 96);
	expect(daemon.calls).toEqual({ '/status': 1, '/predictions/current': 1 });
});

test('a daemon that is gone is a problem of status and predictions, asked once', async () => {
	await daemon.stop();
	const { status, fleet } = await ingest.readRound(signal());
	for (const part of [status, fleet])
		expect(part).toMatchObject({ ok: false, problem: { kind: 'daemon-unreachable' } });
});

test('an aborted round ends, and the next one works', async () => {
	daemon.once('/predictions/current', { kind: 'hangs' });
	const stop = new AbortController();
	const round = ingest.readRound(stop.signal);
	await expect.poll(() => daemon.predictionCalls).toBe(1);
	stop.abort();
	expect((await round).fleet.ok).toBe(false);
	expect((await ingest.readRound(signal())).fleet.ok).toBe(true);
});

test('the cascade health is read on demand; an older daemon does not offer it', async () => {
	expect(await ingest.readTopic('cascade', signal())).toMatchObject({
		ok: true,
		value: { offered: true, healthScore: 81.4, cascadeRisk: 'low' }
	});
	daemon.always('/cascade/health', {
		kind: 'answers',
		status: 404,
		body: '{"detail":"Not Found"}'
	});
	expect(await ingest.readTopic('cascade', signal())).toEqual({
		ok: true,
		value: { offered: false }
	});
});

test('an addition that a daemon does not offer is left out, and the topic stands', async () => {
	daemon.always('/drift/report', { kind: 'answers', status: 500, body: 'Internal Server Error' });
	const drift = await ingest.readTopic('drift', signal());
	expect(drift).toMatchObject({ ok: true, value: { offered: true, measured: false } });
	expect(drift.ok && drift.value).not.toHaveProperty('report');
	expect(drift.ok && drift.value).toHaveProperty('training', {
		status: 'idle',
		message: 'No active training job'
	});
});

test('the cascade health is asked for after the predictions under way, never beside them', async () => {
	const { promise: until, resolve: release } = Promise.withResolvers<undefined>();
	daemon.once('/predictions/current', { kind: 'waits', until });
	const round = ingest.readRound(signal());
	await expect.poll(() => daemon.predictionCalls).toBe(1);
	const cascade = ingest.readTopic('cascade', signal());
	// Calls of our own give a call beside the predictions ample time to be seen.
	for (let call = 0; call < 20; call++) await (await fetch(`${daemon.url}/health`)).text();
	expect(daemon.calls).not.toHaveProperty('/cascade/health');
	release(undefined);
	expect((await round).fleet.ok).toBe(true);
	expect((await cascade).ok).toBe(true);
});

test('a worker that dies is a problem of its round, and the next round has a new one', async () => {
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
		expect((await doomed.readRound(signal())).fleet).toMatchObject({
			ok: false,
			problem: { kind: 'daemon-error' }
		});
	await doomed.close();
	expect(lost).toHaveLength(2);
	expect((await doomed.readRound(signal())).fleet.ok).toBe(false);
});
