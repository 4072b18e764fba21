import { describe, expect, test } from 'vitest';
import type { Fleet } from '#core/fleet.ts';
import type { Alert } from '#core/topics/states.ts';
import { outlookOf } from '../../../server/upstream/outlook.ts';
import { GAP_MS, type OverMemory } from '../../../server/upstream/beginnings.ts';
import { joinOver, observeOver, rememberedOver } from '../../../server/upstream/over-now.ts';

const MINUTE = 60_000;
const NOBODY = new Set<string>();

/** A fleet of these values of now, by server and metric. */
function fleetWith(values: Record<string, Record<string, number>>, alerts: Alert[] = []): Fleet {
	const metrics = ['cpu_user_pct', 'mem_used_pct', 'load_average', 'java_cpu_pct'];
	const rows = Object.keys(values).map((name) => ({
		name,
		score: 10,
		profile: 'Generic',
		reading: {}
	}));
	const now = rows.flatMap(({ name }) => metrics.map((metric) => values[name]?.[metric] ?? NaN));
	const forecasts = {
		metrics,
		steps: 0,
		values: new Float32Array(),
		now: Float32Array.from(now),
		trend: new Float32Array(now.length)
	};
	return {
		rows,
		alerts,
		environment: {},
		forecasts,
		outlook: outlookOf(rows, forecasts),
		rejected: []
	};
}

const predicted = (changes: Partial<Alert> = {}): Alert => ({
	server: 'a',
	metric: 'cpu_user_pct',
	severity: 'warning',
	value: 87,
	threshold: 85,
	minutes: 5,
	...changes
});

/** One look after the other, each at its minute; what the last one says of CPU. */
function after(looks: readonly (readonly [minute: number, cpu: number])[]) {
	let memory: OverMemory | undefined;
	let alerts: readonly Alert[] = [];
	for (const [minute, cpu] of looks)
		({ memory, alerts } = observeOver(memory, {
			fleet: fleetWith({ a: { cpu_user_pct: cpu } }),
			silent: NOBODY,
			at: minute * MINUTE
		}));
	return alerts[0]?.over;
}

describe('what is over its limit now', () => {
	test('is separate from what is still to come, with its duration', () => {
		expect(
			after([
				[0, 50],
				[1, 86],
				[9, 96],
				[11.5, 96.5]
			])
		).toEqual({
			level: 'critical',
			value: 96.5,
			threshold: 85,
			minutes: 10
		});
		expect(
			after([
				[0, 50],
				[1, 84.9]
			])
		).toBeUndefined();
		expect(
			after([
				[0, 50],
				[1, 84.96]
			])
		).toMatchObject({ value: 85, minutes: 0 });
	});

	test('is so for at least as long as it was seen, where its beginning was not', () => {
		expect(
			after([
				[0, 86],
				[7, 86]
			])
		).toMatchObject({ minutes: 7, atLeast: true });
		expect(
			after([
				[0, 86],
				[5, 50],
				[9, 86]
			])
		).toMatchObject({ minutes: 0 });
		expect(
			after([
				[0, 86],
				[5, 50],
				[9, 86]
			])
		).not.toHaveProperty('atLeast');
	});

	test('may have begun in a gap, so its beginning is not known after one', () => {
		const gap = GAP_MS / MINUTE;
		expect(
			after([
				[0, 50],
				[1, 86],
				[1 + gap, 86]
			])
		).toEqual(expect.not.objectContaining({ atLeast: true }));
		expect(
			after([
				[0, 50],
				[1, 86],
				[2 + gap, 86]
			])
		).toMatchObject({ minutes: 0, atLeast: true });
	});

	test('has an alert though the daemon predicts no crossing, and makes a predicted one as severe as it is', () => {
		const look = (alerts: Alert[]) =>
			observeOver(undefined, {
				fleet: fleetWith(
					{ a: { cpu_user_pct: 97 }, b: { mem_used_pct: 50, load_average: 99 } },
					alerts
				),
				silent: NOBODY,
				at: 0
			}).alerts;
		expect(look([])).toEqual([
			expect.objectContaining({
				server: 'a',
				severity: 'critical',
				value: 97,
				threshold: 85,
				minutes: 0
			})
		]);
		expect(look([predicted()])).toEqual([
			{
				...predicted(),
				severity: 'critical',
				over: expect.objectContaining({ value: 97 }) as unknown
			}
		]);
		const [coming] = look([predicted({ server: 'b', metric: 'mem_used_pct', threshold: 90 })]);
		expect(coming).not.toHaveProperty('over');
	});

	test('follows the daemon’s own threshold where it is lower, or where the table has none', () => {
		const { alerts } = observeOver(undefined, {
			fleet: fleetWith({ a: { cpu_user_pct: 81, java_cpu_pct: 86 } }, [
				predicted({ threshold: 80 }),
				predicted({ metric: 'java_cpu_pct', severity: 'critical', threshold: 85 })
			]),
			silent: NOBODY,
			at: 0
		});
		expect(alerts.map(({ over }) => [over?.level, over?.threshold])).toEqual([
			['warning', 80],
			['critical', 85]
		]);
	});

	test('of a silent server is of when it last reported, and begins unseen when it speaks again', () => {
		const look = (memory: OverMemory | undefined, silent: string[], at: number) =>
			observeOver(memory, {
				fleet: fleetWith({ a: { cpu_user_pct: 86 } }),
				silent: new Set(silent),
				at
			});
		const hushed = look(look(undefined, [], 0).memory, ['a'], MINUTE);
		expect(hushed.alerts[0]?.over).toMatchObject({ silent: true });
		expect(look(hushed.memory, [], 2 * MINUTE).alerts[0]?.over).toMatchObject({
			minutes: 0,
			atLeast: true
		});
	});
});

describe('after a restart', () => {
	const kept = (over: Alert['over']) =>
		rememberedOver({
			at: 0,
			alerts: { 'cpu_user_pct:a': { ...predicted(), ...(over && { over }) } },
			servers: ['a']
		});
	const OVER = { level: 'warning', value: 86, threshold: 85, minutes: 40 } as const;
	const look = (memory: OverMemory | undefined, at: number) =>
		observeOver(memory, { fleet: fleetWith({ a: { cpu_user_pct: 86 } }), silent: NOBODY, at });

	test('what was kept says since when, whether it is read before the first tick or after', () => {
		const expected = expect.objectContaining({ minutes: 42 }) as unknown;
		expect(look(kept(OVER), 2 * MINUTE).alerts[0]?.over).toEqual(expected);
		const first = look(undefined, MINUTE);
		expect(first.alerts[0]?.over).toMatchObject({ minutes: 0, atLeast: true });
		const joined = joinOver(kept(OVER), first.memory, MINUTE);
		expect(look(joined, 2 * MINUTE).alerts[0]?.over).toEqual(expected);
	});

	test('a beginning that the earlier run did not see stays unseen, and one under its limit then is seen', () => {
		expect(look(kept({ ...OVER, atLeast: true }), MINUTE).alerts[0]?.over).toMatchObject({
			minutes: 41,
			atLeast: true
		});
		const joined = joinOver(kept(undefined), look(undefined, MINUTE).memory, MINUTE);
		expect(look(joined, 3 * MINUTE).alerts[0]?.over).toEqual({ ...OVER, minutes: 2 });
	});

	test('what was kept long ago says nothing', () => {
		const at = GAP_MS + MINUTE;
		expect(look(kept(OVER), at).alerts[0]?.over).toMatchObject({ minutes: 0, atLeast: true });
		const { memory } = look(undefined, at);
		expect(joinOver(kept(OVER), memory, at)).toBe(memory);
	});
});
