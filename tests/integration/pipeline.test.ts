import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DaemonHealth } from '#core/protocol/daemon.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { newest } from '../../server/state/ledger.ts';
import { startPipeline, TICK_MS, type PipelineHarness } from '../support/pipeline-harness.ts';
import { PlainViewer } from '../support/plain-viewer.ts';
import { recordedText } from '../support/recordings.ts';

const PREDICTIONS = '/predictions/current';
let harness: PipelineHarness;
let viewers: PlainViewer[] = [];

beforeEach(async () => {
	harness = await startPipeline();
});
afterEach(async () => {
	for (const viewer of viewers) viewer.close();
	viewers = [];
	await harness.close();
});

async function watch(topics: readonly Topic[], everyMs?: number): Promise<PlainViewer> {
	const viewer = new PlainViewer(harness.url);
	viewers.push(viewer);
	const answer = await viewer.join({ topics: [...topics], ...(everyMs ? { everyMs } : {}) });
	expect(answer.ok).toBe(true);
	return viewer;
}

function healths(viewer: PlainViewer): DaemonHealth[] {
	const told: DaemonHealth[] = [];
	viewer.socket.on('daemon', (health) => told.push(health));
	return told;
}

test.each([1, 100])(
	'%i viewers of mixed topics and cadences cost the daemon one call a tick',
	async (count) => {
		const cadences = [undefined, 5_000, 30_000, 300_000];
		const sets: Topic[][] = [['summary', 'alerts'], ['risk', 'metrics'], ['server/ppdb11']];
		for (let index = 0; index < count; index++)
			await watch(sets[index % sets.length] ?? [], cadences[index % cadences.length]);
		const before = harness.daemon.predictionCalls;
		for (let tick = 0; tick < 6; tick++) await harness.tick();
		expect(harness.daemon.predictionCalls - before).toBe(6);
		expect(harness.daemon.mostAtOnce).toBe(1);
		await Promise.all(viewers.map((viewer) => viewer.caughtUp()));
		expect(viewers.flatMap(({ faults }) => faults)).toEqual([]);
	}
);

test('twenty people who press Refresh now at once cost one call, and everyone gets the tick', async () => {
	const slow = await watch(['summary'], 300_000);
	for (let person = 1; person < 20; person++) await watch(['risk']);
	await harness.clock.advance(3_000);
	const before = harness.daemon.predictionCalls;
	const answers = await Promise.all(viewers.map(({ socket }) => socket.emitWithAck('refresh')));
	expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
	expect(answers[0]).toMatchObject({ ok: true, value: { outcome: 'fresh' } });
	expect(harness.daemon.predictionCalls - before).toBe(1);
	expect(slow.ticks.at(-1)?.patches).toHaveLength(1);
});

test('a daemon that goes away is reported with the reason and stale within 2.5 ticks; once it is back, everything is live again', async () => {
	const viewer = await watch(['risk']);
	await harness.tick();
	const told = healths(viewer);
	await viewer.caughtUp();
	const heldBefore = viewer.held.get('risk');
	await harness.daemon.stop();
	const goneAt = harness.clock.now();
	while (told.at(-1)?.state !== 'down') {
		await harness.clock.advance(TICK_MS / 2);
		await viewer.caughtUp();
	}
	expect(told[0]).toMatchObject({ state: 'degraded', stale: false });
	expect(told.at(-1)?.stale).toBe(true);
	expect(told.at(-1)?.problem?.kind).toBe('daemon-unreachable');
	expect((told.at(-1)?.since ?? 0) - goneAt).toBeLessThanOrEqual(2.5 * TICK_MS + 1);
	expect(viewer.held.get('risk')).toEqual(heldBefore);
	await harness.daemon.start();
	while (told.at(-1)?.state !== 'live') {
		await harness.clock.advance(TICK_MS);
		await viewer.caughtUp();
	}
	expect(viewer.held.get('risk')?.seq).toBe(
		newest(harness.pipeline.currentState.ledger, 'risk')?.seq
	);
	expect(viewer.faults).toEqual([]);
});

test('a slow viewer hears of the fault as soon as a fast one', async () => {
	const fast = healths(await watch(['risk']));
	const slow = healths(await watch(['risk'], 300_000));
	harness.daemon.always(PREDICTIONS, { kind: 'answers', status: 500, body: '' });
	await harness.tick();
	await Promise.all(viewers.map((viewer) => viewer.caughtUp()));
	expect(fast.map(({ state }) => state)).toEqual(['degraded']);
	expect(slow).toEqual(fast);
});

test('while predictions hang, a daemon that answers its status is reported as responding, and stale in time', async () => {
	const { daemon, clock } = harness;
	const viewer = await watch(['summary']);
	const told = healths(viewer);
	await harness.tick();
	const asked = daemon.predictionCalls;
	daemon.always(PREDICTIONS, { kind: 'hangs' });
	await clock.advance(TICK_MS);
	await expect.poll(() => daemon.predictionCalls).toBe(asked + 1);
	await clock.advance(1.5 * TICK_MS + 1);
	await expect
		.poll(() => told.at(-1))
		.toMatchObject({ state: 'degraded', stale: true, problem: { kind: 'daemon-overloaded' } });
	expect(told.map(({ problem }) => problem?.kind)).not.toContain('daemon-timeout');
});

test('a feed that falls silent behind a well answering daemon is stale all the same', async () => {
	const told = healths(await watch(['risk']));
	await harness.tick();
	harness.daemon.feeding = false;
	for (let tick = 0; tick < 4; tick++) await harness.tick();
	await viewers[0]?.caughtUp();
	expect(told.at(-1)).toMatchObject({ state: 'feed-silent', stale: true });
});

test('blank, malformed and partial answers keep the last good state or set only the bad part aside', async () => {
	const viewer = await watch(['risk']);
	const names = Object.keys(viewer.held.get('risk')?.state ?? {});
	harness.daemon.once(PREDICTIONS, {
		kind: 'answers',
		status: 200,
		body: recordedText('warmup/predictions-insufficient.json')
	});
	harness.daemon.once(PREDICTIONS, { kind: 'answers', status: 200, body: '{"predictions":{"a":' });
	for (let tick = 0; tick < 2; tick++) await harness.tick();
	await viewer.caughtUp();
	expect(Object.keys(viewer.held.get('risk')?.state ?? {})).toEqual(names);
	const good = JSON.parse(recordedText('healthy/predictions-current.json')) as {
		predictions: Record<string, unknown>;
	};
	good.predictions.ppdb001 = { risk_score: 'high' };
	harness.daemon.once(PREDICTIONS, { kind: 'answers', status: 200, body: JSON.stringify(good) });
	await harness.tick();
	await viewer.caughtUp();
	const held = Object.keys(viewer.held.get('risk')?.state ?? {});
	expect(held).toHaveLength(19);
	expect(held).not.toContain('ppdb001');
});

test('what Fleetcast itself knows comes with the join, not with a later tick', async () => {
	await harness.tick();
	const viewer = await watch(['summary']);
	const answer = await viewer.join({ topics: ['summary', 'history'] });
	expect(answer).toMatchObject({ value: { topics: { history: { via: 'snapshot' } } } });
	expect(viewer.held.get('history')?.state).toMatchObject({ keeping: false });
});

test('a restarted daemon begins a new epoch for everyone', async () => {
	const viewer = await watch(['risk']);
	const epoch = viewer.held.get('risk')?.epoch;
	harness.daemon.tickCount = 3;
	await harness.tick();
	await viewer.caughtUp();
	expect(viewer.held.get('risk')?.epoch).not.toBe(epoch);
	expect(viewer.faults).toEqual([]);
});

test('a daemon that is gone is not reported as warm, and once it is back it is reported again', async () => {
	const viewer = await watch(['risk']);
	const told: string[] = [];
	viewer.socket.on('warmup', ({ phase }) => told.push(phase));
	const state = () => harness.pipeline.currentState.daemon.state;
	await harness.tick();
	expect(harness.pipeline.currentState.warmup?.phase).toBe('ready');
	await harness.daemon.stop();
	while (state() !== 'down') await harness.clock.advance(TICK_MS);
	expect(harness.pipeline.currentState.warmup).toBeUndefined();
	await harness.daemon.start();
	while (state() !== 'live') await harness.clock.advance(TICK_MS);
	await viewer.caughtUp();
	expect(harness.pipeline.currentState.warmup?.phase).toBe('ready');
	expect(told.at(-1)).toBe('ready');
});
