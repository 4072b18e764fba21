import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TICK_TOPICS } from '#core/protocol/topic.ts';
import { createHistory, type History } from '../../../server/history/history.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { startPipeline, type PipelineHarness } from '../../support/pipeline-harness.ts';
import { PlainViewer } from '../../support/plain-viewer.ts';

const DAY_MS = 86_400_000;
let dir: string;
let history: History;
let harness: PipelineHarness;
let viewer: PlainViewer;
let kept: number[];

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'fleetcast-live-'));
	kept = [];
	history = createHistory({
		dir,
		retention: { ticksMs: DAY_MS, minutesMs: DAY_MS, hoursMs: DAY_MS },
		maxBytes: 100_000_000,
		clock: new FakeClock(),
		onFault: () => undefined,
		onRecovered: () => undefined,
		onKept: (ticks) => void kept.push(...ticks)
	});
	harness = await startPipeline(10, history);
	viewer = new PlainViewer(harness.url);
});

afterEach(async () => {
	viewer.socket.disconnect();
	await harness.close();
	await history.close();
	await rm(dir, { recursive: true });
});

describe('what is kept of a running Fleetcast', () => {
	test('is at every tick the very states that a viewer held then', async () => {
		await viewer.join({ topics: [...TICK_TOPICS] });
		const live: { at: number; states: object }[] = [];
		for (let tick = 0; tick < 6; tick++) {
			await harness.tick();
			await expect.poll(() => viewer.ticks.length).toBe(tick + 1);
			const at = viewer.ticks.at(-1)?.at ?? 0;
			const states = Object.fromEntries(
				TICK_TOPICS.map((topic) => [topic, viewer.held.get(topic)?.state])
			);
			live.push({ at, states });
		}
		await expect.poll(() => kept.length).toBe(7);
		for (const { at, states } of live)
			expect(await history.ask('moment', { at })).toMatchObject({
				ok: true,
				value: { at, states }
			});
	});

	test('is told under the topic `history`: from when on there are ticks, and how large they are', async () => {
		await expect.poll(() => history.state().ticksFrom).toBeDefined();
		await viewer.join({ topics: ['history'] });
		await harness.tick();
		await expect.poll(() => viewer.held.get('history')?.state).toEqual(history.state());
		expect(history.state()).toMatchObject({ keeping: true });
	});
});
