import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../server/clock.ts';
import { createHistory, type History } from '../../../server/history/history.ts';
import { MAX_WAITING } from '../../../server/history/history-writer.ts';
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

	test('lets ticks go, and says how many, when more wait than two minutes of them', async () => {
		for (let tick = 1; tick <= 100; tick++) history.keep(keptTick(tick));
		await expect.poll(() => kept.length).toBe(MAX_WAITING);
		expect(history.state()).toMatchObject({ keeping: true, dropped: 100 - MAX_WAITING });
		history.keep(keptTick(101));
		await expect.poll(() => kept.at(-1)).toBe(101);
	});

	test('sets the file aside when a question meets damage in it, and answers from a new one', async () => {
		for (let tick = 1; tick <= 20; tick++) history.keep(keptTick(tick, { servers: 60 }));
		await expect.poll(() => kept.length).toBe(20);
		await history.close();
		start();
		await history.ask('moment', { at: BEGAN });
		scribble();
		const answer = await history.ask('moment', { at: BEGAN + 3 * TICK_MS });
		expect(answer).toMatchObject({ ok: false, problem: { kind: 'history-broken' } });
		await expect.poll(() => faults).toEqual([expect.stringContaining('set aside')]);
		history.keep(keptTick(21));
		await expect.poll(() => kept.at(-1)).toBe(21);
		expect(await history.ask('moment', { at: Infinity })).toMatchObject({
			ok: true,
			value: { id: 1, tick: 21 }
		});
	});
});

/** Noise over all of the file but its head. */
function scribble(): void {
	const path = join(dir, 'history.sqlite');
	const handle = openSync(path, 'r+');
	const bytes = statSync(path).size - 4_096;
	writeSync(handle, Buffer.alloc(bytes, 0xa5), 0, bytes, 4_096);
	closeSync(handle);
}
