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
	expect(await ingest.readCascade(signal())).toMatchObject({
		ok: true,
		value: { offered: true, healthScore: 81.4, cascadeRisk: 'low' }
	});
	daemon.always('/cascade/health', {
		kind: 'answers',
		status: 404,
		body: '{"detail":"Not Found"}'
	});
	expect(await ingest.readCascade(signal())).toEqual({ ok: true, value: { offered: false } });
});
