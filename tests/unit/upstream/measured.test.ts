import { beforeEach, describe, expect, test } from 'vitest';
import type { PollResult } from '../../../server/upstream/poll.ts';
import { failedRound, goodRound } from '../../support/rounds.ts';
import { TICK_MS, WatchedDaemon } from '../../support/watched-daemon.ts';

let daemon: WatchedDaemon;

beforeEach(() => {
	daemon = new WatchedDaemon();
});
const tick = (round: PollResult) => daemon.tick(round);
const good = () => daemon.good();
const takes = (tookMs: number) => daemon.takes(tookMs);
const states = () => daemon.states();

describe('when the states on screen were measured', () => {
	const blank = (tickCount: number): PollResult => ({
		...goodRound(tickCount),
		fleet: failedRound('daemon-blank').fleet
	});
	const ages = () => {
		const { dataAt = NaN, measuredAt = NaN } = daemon.watch.current();
		return { dataMs: daemon.clock.now() - dataAt, measuredMs: daemon.clock.now() - measuredAt };
	};

	test('nobody knows before the feed has moved once; then after the look before that', async () => {
		await good();
		expect(daemon.watch.current().measuredAt).toBeUndefined();
		await good();
		expect(ages()).toEqual({ dataMs: TICK_MS, measuredMs: 2 * TICK_MS });
	});

	test.each([
		['blank', () => blank(++daemon.count)],
		['late', () => ({ ...goodRound(++daemon.count), fleet: failedRound('daemon-timeout').fleet })],
		['refused', () => ({ ...goodRound(++daemon.count), fleet: failedRound('key-refused').fleet })]
	])('it stands still while answers are %s, although the feed moves', async (_, round) => {
		await good();
		await good();
		for (let failed = 0; failed < 100; failed++) await tick(round());
		expect(ages()).toEqual({ dataMs: TICK_MS, measuredMs: 102 * TICK_MS });
		await good();
		expect(ages()).toEqual({ dataMs: TICK_MS, measuredMs: 2 * TICK_MS });
	});

	test('an answer is as old as its question', async () => {
		await good();
		await good();
		await takes(4_000);
		expect(ages()).toEqual({ dataMs: 4_000, measuredMs: TICK_MS + 4_000 });
	});

	test('what was fed in a move that only a blank answer saw is not on screen', async () => {
		await good();
		await good();
		await tick(blank(++daemon.count));
		for (let still = 0; still < 2; still++) await tick(blank(daemon.count));
		expect(daemon.watch.current()).toMatchObject({ state: 'degraded', stale: true });
	});

	test('a wall clock that jumps makes nothing younger', async () => {
		await good();
		await good();
		const before = daemon.clock.monotonic() - (daemon.watch.measuredAt() ?? NaN);
		daemon.clock.setBack(600_000);
		expect(ages().measuredMs).toBe(before);
		expect(daemon.clock.monotonic() - (daemon.watch.measuredAt() ?? NaN)).toBe(before);
	});
});

describe('a daemon that takes longer than its tick', () => {
	test('one slow answer stretches nothing: it is old when it comes, and silence after it is told in time', async () => {
		for (let round = 0; round < 5; round++) await good();
		await takes(4 * TICK_MS);
		expect(daemon.told.at(-1)).toMatchObject({ stale: true, problem: { kind: 'daemon-slow' } });
		expect(daemon.told.at(-1)?.tickMs).toBeUndefined();
		await daemon.clock.advance(2.5 * TICK_MS + 1);
		expect(daemon.told.at(-1)).toMatchObject({ stale: true, problem: { kind: 'daemon-timeout' } });
	});

	test('one answer that took most of the time allowed, and then silence', async () => {
		for (let round = 0; round < 5; round++) await good();
		await takes(2 * TICK_MS);
		expect(daemon.told.at(-1)?.stale).toBe(false);
		await daemon.clock.advance(0.5 * TICK_MS + 1);
		expect(daemon.told.at(-1)?.stale).toBe(true);
	});

	test('always slow, it lengthens the tick, is live at that, and does not flap', async () => {
		const tookMs = 3 * TICK_MS;
		for (let round = 0; round < 20; round++) {
			await takes(tookMs);
			await daemon.clock.advance(0.5 * TICK_MS);
		}
		expect(states()).toEqual([...Array<string>(4).fill('degraded, stale'), 'live']);
		expect(daemon.told.map(({ tickMs }) => tickMs).slice(1)).toEqual([
			undefined,
			...Array<number>(3).fill(18_000)
		]);
		await daemon.clock.advance(2.5 * 18_000 - tookMs);
		expect(states().at(-1)).toBe('degraded, stale');
	});

	test('fast again, it has its own tick again', async () => {
		for (let round = 0; round < 5; round++) await takes(3 * TICK_MS);
		for (let round = 0; round < 5; round++) await good();
		expect(states().at(-1)).toBe('live');
		expect(daemon.told.at(-1)?.tickMs).toBeUndefined();
		await daemon.clock.advance(1.5 * TICK_MS + 1);
		expect(daemon.told.at(-1)?.stale).toBe(true);
	});
});
