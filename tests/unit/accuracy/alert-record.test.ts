import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertClaims } from '#view-models/accuracy/alert-claims.ts';
import {
	GAP_MS,
	NO_ALERTS,
	SETTLED_MS,
	trackAlerts,
	type AlertRecord,
	type AlertTracking
} from '#core/accuracy/alert-record.ts';

const KEY = 'mem_used_pct:db1';
const MINUTE = 60_000;
const THRESHOLD = 90;

/** At a minute: the value, none where the server is missing, and how far ahead an alert says the crossing is. */
type Sight = readonly [minute: number, value?: number | undefined, ahead?: number | undefined];

function follow(sights: readonly Sight[]): AlertRecord {
	let watch: AlertTracking | undefined;
	const sum = { ...NO_ALERTS };
	for (const [minute, value, ahead] of sights) {
		const alert = {
			server: 'db1',
			metric: 'mem_used_pct',
			severity: 'warning',
			value: 91,
			threshold: THRESHOLD,
			minutes: ahead ?? 0
		} as const;
		const step = trackAlerts(watch, {
			at: minute * MINUTE,
			alerts: ahead === undefined ? {} : { [KEY]: alert },
			values: new Map(value === undefined ? [] : [[KEY, { value, threshold: THRESHOLD }]])
		});
		watch = step.watch;
		for (const field of Object.keys(sum) as (keyof AlertRecord)[]) sum[field] += step.record[field];
	}
	return sum;
}

/** The same value every minute. */
const steady = (from: number, to: number, value: number): Sight[] =>
	Array.from({ length: to - from }, (_, index) => [from + index, value]);

describe('a prediction', () => {
	test.each<[string, Sight[], Partial<AlertRecord>]>([
		[
			'is on time when the crossing comes as it said',
			[[0, 80, 30], ...steady(1, 30, 88), [30, 91]],
			{ came: 1, leadMs: 30 * MINUTE }
		],
		[
			'is on time up to three steps after',
			[[0, 80, 30], ...steady(1, 45, 88), [45, 90]],
			{ came: 1, leadMs: 45 * MINUTE }
		],
		['is late up to an hour after', [[0, 80, 30], ...steady(1, 60, 88), [60, 90]], { late: 1 }],
		['is a false alarm after that', [[0, 80, 30], ...steady(1, 92, 80)], { never: 1 }],
		[
			'of a crossing more than an hour late is a false alarm, and the crossing missed',
			[[0, 80, 30], ...steady(1, 91, 80), [91, 95]],
			{ never: 1, unpredicted: 1 }
		],
		[
			'withdrawn and made again is one',
			[[0, 80, 30], ...steady(1, 10, 80), [10, 80, 20], ...steady(11, 30, 80), [30, 95]],
			{ came: 1, leadMs: 30 * MINUTE }
		],
		[
			'is not judged when nobody looked at the time it was due',
			[
				[0, 80, 30],
				[180, 95]
			],
			{}
		],
		['is not judged of a server that left', [[0, 80, 30], ...steady(1, 5, 80), [5], [180]], {}]
	])('%s', (_, sights, expected) => {
		expect(follow(sights)).toEqual({ ...NO_ALERTS, ...expected });
	});
});

describe('a prediction is judged', () => {
	const came: Sight[] = [[0, 80, 30], ...steady(1, 30, 88), ...steady(30, 46, 91)];
	const never: Sight[] = [[0, 80, 30], ...steady(1, 46, 80)];
	const after = (minutes: number): Sight[] => steady(46, minutes + 1, 80);

	test.each([
		['came true', came, 1],
		['did not', never, 0]
	])('two hours after it was made, and not before, where it %s', (_, sights, borneOut) => {
		expect(follow([...sights, ...after(119)])).toMatchObject({ judged: 0, borneOut: 0 });
		expect(follow([...sights, ...after(120)])).toMatchObject({ judged: 1, borneOut });
	});

	test('not at all where nothing was measured in between, though it had come true', () => {
		expect(follow([...came, [180, 80]])).toMatchObject({ came: 1, judged: 0 });
	});

	test('so that the first hours claim no precision, however many came true', () => {
		const record = { ...NO_ALERTS, came: 200, leadMs: 200 * MINUTE };
		expect(alertClaims(record)).toMatchObject({
			falseAlarms: undefined,
			precisionPercent: { count: 0, value: undefined },
			meanWarningMs: { value: undefined }
		});
		expect(alertClaims({ ...record, judged: 40, borneOut: 30 })).toMatchObject({
			falseAlarms: 10,
			precisionPercent: { count: 40, value: 75 }
		});
	});
});

describe('a crossing', () => {
	test.each<[string, Sight[], Partial<AlertRecord>]>([
		[
			'that nobody predicted is missed',
			[
				[0, 80],
				[5, 92]
			],
			{ unpredicted: 1 }
		],
		[
			'is counted once however long the metric stays above',
			[
				[0, 80],
				[5, 92],
				[10, 93, 5]
			],
			{ unpredicted: 1 }
		],
		['is not what a server that joins above its threshold did', [[0], [1, 99], [2, 99]], {}],
		['is not what a metric first seen above its threshold did', [[0, 99]], {}],
		[
			'is counted once when the server is missing from a tick while above',
			[[0, 80], [1, 92], [2], [3, 92]],
			{ unpredicted: 1 }
		],
		['is seen across a missing tick', [[0, 80, 5], [1], [2, 92]], { came: 1, leadMs: 2 * MINUTE }],
		[
			'is not what a long gap hides',
			[
				[0, 80],
				[GAP_MS / MINUTE + 1, 92]
			],
			{}
		],
		[
			'counts again after the metric was below for a while',
			[[0, 80], [1, 92], ...steady(2, 18, 80), [18, 92]],
			{ unpredicted: 2 }
		]
	])('%s', (_, sights, expected) => {
		expect(follow(sights)).toEqual({ ...NO_ALERTS, ...expected });
	});

	test('of a metric that flaps about its threshold is one', () => {
		const sights = Array.from({ length: 60 }, (_, index): Sight => [
			index / 12,
			90 + (index % 2 ? 0.1 : -0.1),
			index % 2 ? undefined : 5
		]);
		expect(follow(sights)).toMatchObject({ came: 1, late: 0, never: 0, unpredicted: 0 });
	});
});

const anySights: fc.Arbitrary<Sight[]> = fc
	.array(
		fc.record({
			pause: fc.integer({ min: 1, max: 12 }),
			value: fc.option(fc.constantFrom(80, 89.9, 90, 95), { nil: undefined }),
			ahead: fc.option(fc.integer({ min: 5, max: 60 }), { nil: undefined })
		}),
		{ maxLength: 80 }
	)
	.map((looks) => {
		let minute = 0;
		return looks.map(({ pause, value, ahead }): Sight => [(minute += pause), value, ahead]);
	});
const crossingsOf = ({ came, late, unpredicted }: AlertRecord) => came + late + unpredicted;

test('no more crossings are counted than the metric was seen to make, nor two within a quarter of an hour', () => {
	fc.assert(
		fc.property(anySights, (sights) => {
			const seen = sights.filter(([, value]) => value !== undefined);
			const rises = seen.filter(([minute, value = 0], index) => {
				const [before, last = Infinity] = seen[index - 1] ?? [-Infinity];
				return value >= THRESHOLD && last < THRESHOLD && (minute - before) * MINUTE <= GAP_MS;
			});
			const crossings = crossingsOf(follow(sights));
			expect(crossings).toBeLessThanOrEqual(rises.length);
			const gaps = seen.filter(
				([minute], index) => (minute - (seen[index - 1]?.[0] ?? minute)) * MINUTE > GAP_MS
			);
			const spanMs = ((seen.at(-1)?.[0] ?? 0) - (seen[0]?.[0] ?? 0)) * MINUTE;
			expect(crossings).toBeLessThanOrEqual(1 + gaps.length + Math.floor(spanMs / SETTLED_MS));
		})
	);
});

test('what is counted on both sides of a gap is what each side counts by itself', () => {
	fc.assert(
		fc.property(anySights, anySights, (before, after) => {
			const resumeAt = (before.at(-1)?.[0] ?? 0) + GAP_MS / MINUTE;
			const resumed = after.map(([minute, ...rest]): Sight => [minute + resumeAt, ...rest]);
			const [first, second] = [follow(before), follow(resumed)];
			const whole = follow([...before, ...resumed]);
			expect(crossingsOf(whole)).toBe(crossingsOf(first) + crossingsOf(second));
			expect(whole.never).toBe(first.never + second.never);
			expect(whole.leadMs).toBe(first.leadMs + second.leadMs);
		})
	);
});
