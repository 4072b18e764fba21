import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Topic } from '#core/protocol/topic.ts';
import { newest } from '../../server/state/ledger.ts';
import { startPipeline, type PipelineHarness } from '../support/pipeline-harness.ts';
import { PlainViewer } from '../support/plain-viewer.ts';

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

/** Ticks until `read` answers as wanted; on a busy machine that takes its time. */
function ticking<T>(read: () => T, viewer?: PlainViewer) {
	return expect.poll(async () => {
		await harness.tick();
		await viewer?.caughtUp();
		return read();
	});
}

async function watch(topics: readonly Topic[]): Promise<PlainViewer> {
	const viewer = new PlainViewer(harness.url);
	viewers.push(viewer);
	const answer = await viewer.join({ topics: [...topics] });
	expect(answer.ok).toBe(true);
	return viewer;
}

test.each([
	{ topic: 'cascade', path: '/cascade/health', everyTicks: 3 },
	{ topic: 'cascade-events', path: '/cascade/status', everyTicks: 6 },
	{ topic: 'drift', path: '/drift/status', everyTicks: 12 },
	{ topic: 'models', path: '/admin/models', everyTicks: 60 }
] as const)(
	'$topic is asked for only while somebody watches, at its own rhythm, once for all',
	async ({ topic, path, everyTicks }) => {
		const calls = () => harness.daemon.calls[path] ?? 0;
		for (let tick = 0; tick < 3; tick++) await harness.tick();
		expect(calls()).toBe(0);
		const first = await watch([topic]);
		await watch([topic, 'summary']);
		await expect.poll(calls).toBe(1);
		for (let tick = 0; tick < everyTicks * 2; tick++) await harness.tick();
		await first.caughtUp();
		expect(first.held.get(topic)?.state).toMatchObject({ offered: true });
		const watched = calls();
		expect(watched).toBeGreaterThanOrEqual(2);
		expect(watched).toBeLessThanOrEqual(3);
		for (const viewer of viewers) await viewer.join({ topics: ['summary'] });
		await harness.tick();
		const left = calls();
		for (let tick = 0; tick < everyTicks * 2; tick++) await harness.tick();
		expect(calls()).toBe(left);
	}
);

test.each([
	{ topic: 'cascade', path: '/cascade/health' },
	{ topic: 'cascade-events', path: '/cascade/status' },
	{ topic: 'drift', path: '/drift/status' },
	{ topic: 'models', path: '/admin/models' }
] as const)(
	'why $topic cannot be had is told, and then it comes by itself',
	async ({ topic, path }) => {
		harness.daemon.always(path, { kind: 'answers', status: 500, body: '' });
		const viewer = await watch([topic]);
		await expect.poll(() => harness.daemon.calls[path]).toBe(1);
		await ticking(() => viewer.held.get(topic)?.state, viewer).toMatchObject({
			offered: false,
			failed: { reason: 'The daemon answered with an error (HTTP 500).' }
		});
		harness.daemon.always(path, { kind: 'well' });
		await ticking(() => viewer.held.get(topic)?.state, viewer).toMatchObject({ offered: true });
		expect(viewer.faults).toEqual([]);
	}
);

test('a restarted daemon is asked again for what is watched, and a new viewer gets it, too', async () => {
	const viewer = await watch(['models']);
	const models = () => viewer.held.get('models');
	await expect.poll(() => harness.daemon.calls['/admin/training-stats']).toBe(1);
	await ticking(() => models()?.state, viewer).toMatchObject({ offered: true });
	const epoch = models()?.epoch;
	harness.daemon.tickCount = 3;
	await ticking(() => models() && models()?.epoch !== epoch, viewer).toBe(true);
	const newcomer = await watch(['models']);
	await ticking(() => newcomer.held.get('models')?.state, newcomer).toMatchObject({
		offered: true
	});
	expect(harness.daemon.calls['/admin/models']).toBe(2);
});

test('cascade health that is no longer watched is not kept in the current state', async () => {
	const viewer = await watch(['cascade']);
	await ticking(() => newest(harness.pipeline.currentState.ledger, 'cascade')?.state).toMatchObject(
		{
			offered: true
		}
	);
	await viewer.join({ topics: ['summary'] });
	for (let tick = 0; tick < 9; tick++) await harness.tick();
	expect(newest(harness.pipeline.currentState.ledger, 'cascade')).toBeUndefined();
});
