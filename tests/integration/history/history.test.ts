import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../server/clock.ts';
import { createHistory, type History } from '../../../server/history/history.ts';
import { BEGAN, keptTick, TICK_MS } from '../../support/kept-ticks.ts';

const DAY_MS = 86_400_000;
let dir: string;
let history: History;
let kept: number[];
let faults: string[];

function start(): void {
	history = createHistory({
		dir,
		retention: { ticksMs: DAY_MS, minutesMs: DAY_MS, hoursMs: DAY_MS },
		maxBytes: 100_000_000,
		clock: systemClock,
		onFault: (message) => void faults.push(message),
		onRecovered: () => undefined,
		onKept: (ticks) => void kept.push(...ticks)
	});
}

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'fleetcast-history-'));
	kept = [];
	faults = [];
	start();
});

afterEach(async () => {
	await history.close();
	await rm(dir, { recursive: true });
});

describe('the history', () => {
	test('keeps ticks on a thread of its own, and answers with any of them as it was', async () => {
		for (let tick = 1; tick <= 20; tick++) history.keep(keptTick(tick));
		await expect.poll(() => kept.length).toBe(20);
		const answer = await history.ask('moment', { at: BEGAN + 7 * TICK_MS + 10 });
		expect(answer).toEqual({ ok: true, value: { id: 7, ...keptTick(7) } });
	});

	test('goes on where it was after Fleetcast was started again', async () => {
		history.keep(keptTick(1));
		await history.close();
		start();
		history.keep(keptTick(1, { epoch: 'epoch2' }));
		await expect.poll(() => kept).toEqual([1, 1]);
		const steps = await history.ask('steps', { id: 1, count: 10 });
		expect(steps).toMatchObject({ ok: true, value: [{ id: 2, epoch: 'epoch2', patches: {} }] });
		expect(faults).toEqual([]);
	});
});
