import { expect, test } from 'vitest';
import type { DaemonClient } from '../../../../server/embedded/generator/feed/daemon-client.ts';
import { Feeder } from '../../../../server/embedded/generator/feed/feeder.ts';
import { malformedRecords } from '../../../../server/embedded/generator/feed/malformed.ts';
import { dueTicks, planFill } from '../../../../server/embedded/generator/feed/schedule.ts';
import { Unsent } from '../../../../server/embedded/generator/feed/unsent.ts';
import { parseBatch } from '../../../../server/embedded/daemon/feed/record.ts';
import { createSimulation } from '../../../../server/embedded/generator/simulation/simulation.ts';
import type { Clock } from '../../../../server/embedded/shared/clock.ts';

const MINUTE = 60_000;
const START = new Date(2026, 0, 14, 13).getTime();

/** A clock whose sleepers wake at once, time having passed: nothing here waits for real. */
function leapingClock(until: number, stop: () => void): Clock {
	let now = START;
	return {
		now: () => now,
		async sleep(ms) {
			now += ms;
			if (now >= until) stop();
		}
	};
}

interface Setting {
	forMs: number;
	fillMinutes?: number;
	speed?: number;
	/** Batches the daemon was fed before. */
	fedBefore?: number;
	/** Which posts fail, counted from 1. */
	failing?: (post: number) => boolean;
}

/** Runs a feeder against a daemon that only counts, and tells all it saw. */
async function feed({ forMs, fillMinutes = 0, speed = 1, fedBefore = 0, failing }: Setting) {
	const stopping = new AbortController();
	const clock = leapingClock(START + forMs, () => stopping.abort());
	const batches: { at: number; timestamps: string[] }[] = [];
	const told: string[] = [];
	let posts = 0;
	const client: DaemonClient = {
		feed: async (records) => {
			posts += 1;
			if (failing?.(posts)) return { ok: false, reason: 'connection refused' };
			const timestamps = records.map((record) => JSON.stringify(record).slice(14, 40));
			batches.push({ at: clock.now(), timestamps });
			return { ok: true, refused: 0 };
		},
		ticksFed: async () => ({ ok: true, ticks: fedBefore })
	};
	const simulation = createSimulation({
		servers: 7,
		seed: 1,
		startAt: START - fillMinutes * MINUTE,
		incidentsPerServerDay: 0
	});
	const tell = (_: object, message: string) => told.push(message);
	const feeder = new Feeder({
		simulation,
		client,
		clock,
		intervalMs: 5_000,
		speed,
		fillSeconds: 20,
		onPresent: () => told.push('present'),
		extra: () => [],
		log: { info: tell, warn: tell }
	});
	await feeder.run(stopping.signal);
	const records = batches.flatMap(({ timestamps }) => timestamps);
	return { batches, records, told, feeder, simulation };
}

test('live, one batch of the whole fleet leaves every five seconds', async () => {
	const { batches, feeder } = await feed({ forMs: 2 * MINUTE });
	expect(batches.length).toBe(23);
	expect(batches.every(({ timestamps }) => timestamps.length === 7)).toBe(true);
	expect(batches.map(({ at }) => at - START).slice(0, 3)).toEqual([5_000, 10_000, 15_000]);
	expect(feeder.ticks).toBe(23);
});

test('a daemon without data is first given the past, evenly spaced, in steps that show', async () => {
	const { batches, records, told } = await feed({ forMs: 5 * MINUTE, fillMinutes: 15 });
	const filled = batches.filter(({ at }) => at < START + 25_000);
	expect(filled.length).toBeGreaterThan(20);
	const times = [...new Set(records)].map((timestamp) => Date.parse(timestamp));
	const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
	expect(new Set(gaps)).toEqual(new Set([5_000]));
	expect(times[0]).toBe(START - 15 * MINUTE + 5_000);
	expect(told).toEqual(['feeding simulated past', 'the simulated past is told', 'present']);
});

test('a daemon that has data is not sent the past again', async () => {
	const { records, told } = await feed({ forMs: MINUTE, fillMinutes: 15, fedBefore: 10 });
	expect(Date.parse(records[0] ?? '')).toBeGreaterThan(START);
	expect(told).toEqual(['the daemon has data: no past is fed', 'present']);
});

test('an outage is logged once, and what it missed is sent when it is over', async () => {
	const { records, told } = await feed({
		forMs: 2 * MINUTE,
		failing: (post) => post > 5 && post < 10
	});
	expect(told).toEqual([
		'present',
		'the daemon does not take the feed',
		'the daemon takes the feed again'
	]);
	expect(records.length).toBe(23 * 7);
	expect(new Set(records).size).toBe(23);
});

test('at sixty times the speed, simulated time runs sixty times as fast, in few posts', async () => {
	const { batches, simulation } = await feed({ forMs: MINUTE, speed: 60 });
	const passed = simulation.at - START;
	expect(passed).toBeGreaterThan(58 * MINUTE);
	expect(passed).toBeLessThanOrEqual(60 * MINUTE);
	expect(batches.length).toBeLessThanOrEqual(4 * 60);
});

test('after a long sleep of the machine only the present is sent', () => {
	expect(dueTicks(4_999, 5_000)).toEqual({ skipMs: 0, ticks: 0 });
	expect(dueTicks(15_000, 5_000)).toEqual({ skipMs: 0, ticks: 3 });
	expect(dueTicks(60 * MINUTE, 5_000)).toEqual({ skipMs: 719 * 5_000, ticks: 1 });
});

test('a fill covers all its ticks in batches that any daemon takes', () => {
	for (const servers of [7, 45, 1_000]) {
		for (const ticks of [1, 40, 181, 17_280]) {
			const { ticksPerPost, pauseMs } = planFill(ticks, servers, 20_000);
			expect(ticksPerPost).toBeGreaterThanOrEqual(1);
			expect(pauseMs * Math.ceil(ticks / ticksPerPost)).toBeCloseTo(20_000);
			expect(ticksPerPost * servers).toBeLessThanOrEqual(5_000);
		}
	}
});

test('what could not be sent is kept within bounds, the newest always', () => {
	const unsent = new Unsent();
	for (let batch = 0; batch < 100; batch++) unsent.add(Array<number>(1_000).fill(batch));
	expect(unsent.records.length).toBe(12_000);
	expect(unsent.records.at(-1)).toBe(99);
	unsent.add(Array<number>(20_000).fill(100));
	expect(new Set(unsent.records)).toEqual(new Set([100]));
	unsent.clear();
	expect(unsent.records).toEqual([]);
});

test('each malformed record is one that a daemon refuses', () => {
	const records = malformedRecords(14, '2026-01-14T13:00:00.000000');
	const { refused } = parseBatch(records, Infinity);
	expect(refused.map(({ index }) => index)).toEqual(records.map((_, index) => index));
	expect(new Set(refused.map(({ reason }) => reason)).size).toBeGreaterThanOrEqual(6);
});
