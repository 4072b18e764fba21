import { describe, expect, test } from 'vitest';
import { SAMPLED_STEPS } from '#core/accuracy/sampled-steps.ts';
import type { ForecastTable } from '#core/fleet.ts';
import { HORIZON_STEPS } from '#core/metrics/metrics.ts';
import type { Band } from '#core/outlook/band.ts';
import { unpackOutlook } from '#core/outlook/pack.ts';
import { outlookOf } from '../../../server/upstream/outlook.ts';
import { readFleet } from '../../../server/upstream/read-fleet.ts';
import { bandOf } from '../../support/bands.ts';
import { recordedJson } from '../../support/recordings.ts';

const ROWS = [
	{ name: 'ppdb001', profile: 'Database' },
	{ name: '__proto__', profile: 'Web API' }
];

/** The forecasts of ROWS, in their order. */
function tableOf(...servers: readonly Readonly<Record<string, Band>>[]): ForecastTable {
	const metrics = [...new Set(servers.flatMap((bands) => Object.keys(bands)))];
	const cells = servers.flatMap((bands) => metrics.map((metric) => bands[metric]));
	const missing = new Float32Array(HORIZON_STEPS);
	return {
		metrics,
		steps: HORIZON_STEPS,
		values: Float32Array.from(
			cells.flatMap((band) => [
				...(band?.p10 ?? missing),
				...(band?.p50 ?? missing),
				...(band?.p90 ?? missing)
			])
		),
		now: Float32Array.from(cells, (band) => band?.now ?? NaN),
		trend: new Float32Array(cells.length)
	};
}

describe('the outlook of an answer', () => {
	test('is of each server by its name, whatever that is, and of the fleet by profile', () => {
		const calm = { mem_used_pct: bandOf(20, 20, 1) };
		const { servers, fleet } = outlookOf(ROWS, tableOf(calm, { mem_used_pct: bandOf(95, 95, 1) }));
		expect(Object.keys(servers)).toEqual(['__proto__']);
		const [digits = ''] = Object.values(servers);
		expect(unpackOutlook(digits)?.first).toMatchObject({ metric: 'memory', crossings: { p90: 0 } });
		expect(fleet.all).toMatchObject({ servers: 2, now: 1 });
		expect(Object.keys(fleet.profiles)).toEqual(['Database', 'Web API']);
	});

	test('takes CPU used as the rest of idle time, whose low end is the bad one', () => {
		// Idle falls from 30 to 0; 15 of it are left, so 85 are used, after half the way.
		const idle = bandOf(30, 0, 5);
		const { servers } = outlookOf(ROWS.slice(0, 1), tableOf({ cpu_idle_pct: idle }));
		expect(unpackOutlook(servers.ppdb001 ?? '')?.first).toMatchObject({
			metric: 'cpu',
			crossings: { p90: 32, p50: 48, p10: 64 }
		});
	});

	test('is by the band as borne out where enough has been seen, and says of which metrics and profiles', () => {
		const each = (value: number) => SAMPLED_STEPS.map(() => value);
		const wider = { scale: each(0), lower: each(1), upper: each(3) };
		const corrections = new Map([['mem_used_pct', new Map([['Web API', wider]])]]);
		// p90 is 85 as told, which is below the limit of 90.
		const both = [{ mem_used_pct: bandOf(80, 80, 5) }, { mem_used_pct: bandOf(80, 80, 5) }];
		const told = outlookOf(ROWS, tableOf(...both));
		const borneOut = outlookOf(ROWS, tableOf(...both), { corrections });
		expect(told.servers).toEqual({});
		expect(told.fleet.borneOut).toBeUndefined();
		expect(Object.keys(borneOut.servers)).toEqual(['__proto__']);
		expect(borneOut.fleet.all.possible).not.toEqual(told.fleet.all.possible);
		expect(borneOut.fleet.borneOut).toEqual({ memory: ['Web API'] });
	});

	test('of CPU is by what was learnt of idle time', () => {
		const each = (value: number) => SAMPLED_STEPS.map(() => value);
		const lower = { scale: each(0), lower: each(4), upper: each(0) };
		const corrections = new Map([['cpu_idle_pct', new Map([['Database', lower]])]]);
		const table = tableOf({ cpu_idle_pct: bandOf(30, 30, 5) });
		expect(outlookOf(ROWS.slice(0, 1), table).servers).toEqual({});
		const { servers, fleet } = outlookOf(ROWS.slice(0, 1), table, { corrections });
		expect(unpackOutlook(servers.ppdb001 ?? '')?.first.metric).toBe('cpu');
		expect(fleet.borneOut).toEqual({ cpu: ['Database'] });
	});

	test('takes user time where a daemon sends no idle time', () => {
		const { servers } = outlookOf(ROWS.slice(0, 1), tableOf({ cpu_user_pct: bandOf(70, 100, 5) }));
		expect(unpackOutlook(servers.ppdb001 ?? '')?.first.crossings).toEqual({
			p90: 32,
			p50: 48,
			p10: 64
		});
	});

	test('leaves out a metric that a server lacks, and all of them', () => {
		expect(outlookOf(ROWS, tableOf({}, {})).servers).toEqual({});
		const high = { mem_used_pct: bandOf(95, 95, 1) };
		expect(Object.keys(outlookOf(ROWS, tableOf({}, high)).servers)).toEqual(['__proto__']);
	});

	test('repeats what was told before while that still holds', () => {
		const table = tableOf({ mem_used_pct: bandOf(80, 99.2, 5) });
		const moved = tableOf({ mem_used_pct: bandOf(80.2, 99.4, 5) });
		const { servers } = outlookOf(ROWS.slice(0, 1), table);
		expect(outlookOf(ROWS.slice(0, 1), moved).servers).not.toEqual(servers);
		expect(outlookOf(ROWS.slice(0, 1), moved, { before: servers }).servers).toEqual(servers);
	});
});

test('an answer that was recorded of a real daemon is told in at most 45 bytes a server', () => {
	const answer = readFleet(recordedJson('critical-escalated/predictions-current.json'));
	if (!answer.ok) throw new Error(answer.problem.detail);
	const { outlook, rows } = answer.value;
	expect(Object.keys(outlook.servers)).toEqual(rows.map(({ name }) => name));
	expect(JSON.stringify(outlook.servers).length / rows.length).toBeLessThanOrEqual(45);
});
