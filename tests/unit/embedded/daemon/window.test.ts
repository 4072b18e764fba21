import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fleet } from '../../../../server/embedded/daemon/fleet/fleet.ts';
import { SampleRing } from '../../../../server/embedded/daemon/fleet/sample-ring.ts';
import { METRIC_COUNT } from '../../../../server/embedded/daemon/metrics.ts';

const MINUTE = 60_000;

function sample(value: number): Float64Array {
	return new Float64Array(METRIC_COUNT).fill(value);
}

function record(serverName: string, at: number) {
	return { index: 0, serverName, at, values: sample(1) };
}

describe('a window of samples', () => {
	test('holds the newest by time, in order, however they arrive', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 1e6 }), { maxLength: 30 }), (times) => {
				const ring = new SampleRing(50);
				for (const at of times) ring.push(at, sample(at));
				const sorted = times.toSorted((one, other) => one - other);
				expect(sorted.map((_, position) => ring.timeAt(position))).toEqual(sorted);
				expect(sorted.map((_, position) => ring.valuesAt(position)[3])).toEqual(sorted);
			})
		);
	});

	test('lets the oldest go when it is full', () => {
		const ring = new SampleRing(3);
		for (const at of [1, 2, 3, 4, 5]) ring.push(at, sample(at));
		expect([...ring.toArrays().times]).toEqual([3, 4, 5]);
		expect(ring.toArrays().samples).toHaveLength(3 * METRIC_COUNT);
	});

	test('knows the newest value of each metric, past samples that lack it', () => {
		const ring = new SampleRing(3);
		ring.push(1, sample(7));
		const lacking = sample(8);
		lacking[0] = NaN;
		ring.push(2, lacking);
		expect([...ring.latest().slice(0, 2)]).toEqual([7, 8]);
	});

	test('measures the spacing of the feed, a pause apart', () => {
		const ring = new SampleRing(30);
		for (const at of [0, 15_000, 30_000, 600_000, 615_000, 630_000]) ring.push(at, sample(1));
		expect(ring.spacingMs()).toBe(15_000);
	});
});

describe('the fleet', () => {
	test('warms up server by server, names those that are not ready, and does not wait for servers that left', () => {
		const fleet = new Fleet(10, 30 * MINUTE);
		for (let tick = 0; tick < 150; tick++) fleet.add(record('a', tick * 5000));
		expect(fleet.warmup()).toEqual({ ready: 1, seen: 1, meanRecords: 150, unready: [] });
		fleet.add(record('b', 150 * 5000));
		expect(fleet.warmup()).toEqual({ ready: 1, seen: 2, meanRecords: 75.5, unready: ['b'] });
		expect(fleet.windowSize()).toBe(11);
		fleet.add(record('a', 151 * 5000 + 31 * MINUTE));
		expect(fleet.warmup()).toMatchObject({ ready: 1, seen: 1, unready: [] });
	});

	test('lists a silent server until its window has passed, by the feed’s own time', () => {
		const fleet = new Fleet(10, 30 * MINUTE);
		fleet.add(record('silent', 0));
		fleet.add(record('alive', 30 * MINUTE));
		expect(fleet.listed().map(({ name }) => name)).toEqual(['silent', 'alive']);
		fleet.add(record('alive', 31 * MINUTE));
		expect(fleet.listed().map(({ name }) => name)).toEqual(['alive']);
		expect(fleet.get('silent')).toBeUndefined();
	});

	test('forgets a server that has been silent for more than eight days', () => {
		const fleet = new Fleet(10, 30 * MINUTE);
		fleet.add(record('gone', 0));
		fleet.add(record('alive', 9 * 24 * 60 * MINUTE));
		expect(fleet.forgetLongSilent()).toEqual(['gone']);
		expect(fleet.warmup().seen).toBe(1);
	});

	test('takes three late records in a row for a clock set back, and one for a late record', () => {
		const fleet = new Fleet(10, 30 * MINUTE);
		fleet.add(record('a', 100 * MINUTE));
		expect(fleet.add(record('a', 10 * MINUTE))).toBe(false);
		expect(fleet.add(record('a', 101 * MINUTE))).toBe(false);
		const back = [20, 21, 22].map((minute) => fleet.add(record('a', minute * MINUTE)));
		expect(back).toEqual([false, false, true]);
		expect(fleet.newestAt).toBe(22 * MINUTE);
		expect(fleet.get('a')?.ring.toArrays().times.at(-1)).toBe(22 * MINUTE);
	});
});
