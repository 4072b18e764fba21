import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fleet } from '#core/fleet.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { HORIZON_STEPS, KNOWN_METRICS } from '#core/metrics/metrics.ts';
import { alertsSchema, metricsSchema, serverSchema } from '#core/topics/states.ts';
import { fleetStates } from '../../../server/state/fleet-states.ts';
import { serverState } from '../../../server/state/server-state.ts';
import { readFleet } from '../../../server/upstream/read-fleet.ts';
import { recordedJson } from '../../support/recordings.ts';

interface Sent {
	predictions: Record<string, Record<string, unknown>>;
	alerts: { server: string; metric: string; severity: string; minutes_ahead: number }[];
	environment: Record<string, unknown>;
}

const PREDICTIONS = [
	'healthy/predictions-current.json',
	'degrading/predictions-current.json',
	'critical-escalated/predictions-current.json',
	'warmup/predictions-early.json'
];
const recorded = recordedJson('critical-escalated/predictions-current.json') as Sent;
const copy = () => structuredClone(recorded);

function fleet(body: unknown): Fleet {
	const result = readFleet(body);
	if (!result.ok) throw new Error(result.problem.detail);
	return result.value;
}

describe('recorded answers', () => {
	test.each(PREDICTIONS)('%s is read whole', (name) => {
		const sent = recordedJson(name) as Sent;
		const { rows, forecasts, rejected } = fleet(sent);
		expect(rejected).toEqual([]);
		expect(rows.map((row) => row.name)).toEqual(Object.keys(sent.predictions));
		expect(forecasts.metrics).toHaveLength(15);
		rows.forEach((row, server) => {
			const entry = sent.predictions[row.name] ?? {};
			expect(row.score).toBe(entry.risk_score);
			forecasts.metrics.forEach((metric, position) => {
				const cell = server * forecasts.metrics.length + position;
				const { p50, current } = entry[metric] as { p50: number[]; current: number };
				expect(forecasts.now[cell]).toBeCloseTo(current, 3);
				const from = (cell * 3 + 1) * HORIZON_STEPS;
				expect(forecasts.values[from]).toBeCloseTo(p50[0] ?? 0, 3);
				expect(forecasts.values[from + 95]).toBeCloseTo(p50[95] ?? 0, 3);
			});
		});
	});

	test('a display metric is now and in 30 minutes', () => {
		const row = fleet(recorded).rows.find(({ name }) => name === 'ppml0001');
		expect(row?.reading.cpu).toEqual([61.2, 62.8]);
		expect(row?.reading.netIn).toEqual([11.8, 11.8]);
	});

	test('rows per step become one alert per server and metric, at the first crossing, as bad as the worst', () => {
		const { alerts } = fleet(recorded);
		const groups = new Map<string, Sent['alerts']>();
		for (const row of recorded.alerts) {
			const key = `${row.metric} ${row.server}`;
			groups.set(key, [...(groups.get(key) ?? []), row]);
		}
		expect(alerts).toHaveLength(groups.size);
		for (const alert of alerts) {
			const rows = groups.get(`${alert.metric} ${alert.server}`) ?? [];
			expect(alert.minutes).toBe(Math.min(...rows.map((row) => row.minutes_ahead)));
			const critical = rows.filter((row) => row.severity === 'critical');
			expect(alert.severity).toBe(critical.length ? 'critical' : 'warning');
		}
	});

	test('servers that the daemon calls Generic are grouped by their names', () => {
		const profiles = new Map(fleet(recorded).rows.map((row) => [row.name, row.profile]));
		expect(profiles.get('ppweb001')).toBe('Web API');
		expect(profiles.get('ppcon01')).toBe('Conductor Mgmt');
		expect(profiles.get('ppgen001')).toBe('Generic');
		expect(profiles.get('ppdb001')).toBe('Database');
	});
});

describe('answers without predictions are problems, never an empty fleet', () => {
	test.each([
		['too little data', recordedJson('warmup/predictions-insufficient.json'), 'insufficient-data'],
		[
			'an internal failure',
			{ predictions: {}, alerts: [], environment: { fleet_health: 'unknown' }, metadata: {} },
			'daemon-blank'
		],
		['an error key', { error: 'boom', predictions: {} }, 'daemon-error'],
		['a list', [], 'daemon-malformed'],
		['null', null, 'daemon-malformed'],
		['no predictions', { alerts: [] }, 'daemon-malformed'],
		['only unsound servers', { predictions: { a: 1, b: null } }, 'daemon-malformed']
	])('%s', (_, body, kind) => {
		expect(readFleet(body)).toMatchObject({ ok: false, problem: { kind } });
	});
});

describe('a bad part is set aside and the rest lives', () => {
	test.each([null, 'x', 101, -1, Number.NaN, undefined])(
		'a risk of %s sets its server aside',
		(risk) => {
			const sent = copy();
			(sent.predictions.ppdb001 as Record<string, unknown>).risk_score = risk;
			const { rows, rejected } = fleet(sent);
			expect(rows.map(({ name }) => name)).not.toContain('ppdb001');
			expect(rows).toHaveLength(19);
			expect(rejected).toEqual([{ path: 'ppdb001', reason: 'risk_score is not 0–100' }]);
		}
	);

	test.each([
		['a number as text', (series: unknown[]) => (series[3] = '12')],
		['null among numbers', (series: unknown[]) => (series[3] = null)],
		['a step too many', (series: unknown[]) => series.push(1)],
		['a step too few', (series: unknown[]) => series.pop()]
	])('%s sets that metric aside, not its server', (_, spoil) => {
		const sent = copy();
		const entry = sent.predictions.ppdb001 as { mem_used_pct: { p90: unknown[] } };
		spoil(entry.mem_used_pct.p90);
		const { rows, rejected, forecasts } = fleet(sent);
		expect(rows).toHaveLength(20);
		expect(rejected.map(({ path }) => path)).toEqual(['ppdb001.mem_used_pct']);
		const server = rows.findIndex(({ name }) => name === 'ppdb001');
		const metric = forecasts.metrics.indexOf('mem_used_pct');
		expect(forecasts.now[server * forecasts.metrics.length + metric]).toBeNaN();
	});

	test('a server may lack metrics and have new ones', () => {
		const sent = copy();
		const entry = sent.predictions.ppdb001 as Record<string, unknown>;
		delete entry.java_cpu_pct;
		entry.gpu_pct = structuredClone(entry.mem_used_pct);
		const { forecasts, rejected } = fleet(sent);
		expect(rejected).toEqual([]);
		expect(forecasts.metrics).toContain('gpu_pct');
	});

	test('no number is so large that a viewer would refuse the state that holds it', () => {
		const asSent = (state: unknown): unknown => JSON.parse(JSON.stringify(state));
		fc.assert(
			fc.property(fc.double({ min: 1e15, noNaN: true }), fc.boolean(), (size, negative) => {
				const huge = negative ? -size : size;
				const sent = { ...recorded, predictions: { ...recorded.predictions } };
				const entry = structuredClone(sent.predictions.ppdb001) as {
					mem_used_pct: { p90: number[] };
					load_average: { trend: number };
					display_metrics: { cpu: { current: number } };
				};
				entry.mem_used_pct.p90[3] = huge;
				entry.load_average.trend = huge;
				entry.display_metrics.cpu.current = huge;
				sent.predictions.ppdb001 = entry;
				const alerts = [{ ...recorded.alerts[0], predicted_value: huge }, recorded.alerts[1]];
				const read = fleet({ ...sent, alerts });
				const states = fleetStates(read, { silent: new Set() }, DEFAULT_THRESHOLDS);
				const server = serverState(read, 'ppdb001', { silent: new Set() }, DEFAULT_THRESHOLDS);
				expect(metricsSchema.safeParse(asSent(states.metrics)).success).toBe(true);
				expect(alertsSchema.safeParse(asSent(states.alerts)).success).toBe(true);
				expect(serverSchema.safeParse(asSent(server)).success).toBe(true);
				expect(read.rows).toHaveLength(20);
			}),
			{ numRuns: 20 }
		);
	});

	test('a server that calls a thousand things metrics crowds out no known metric of the others', () => {
		const sent = copy();
		sent.predictions = {
			odd: {
				...Object.fromEntries(Array.from({ length: 1_000 }, (_, of) => [`m${of}`, { p50: [] }])),
				risk_score: 1
			},
			...sent.predictions
		};
		const { forecasts, rows, rejected } = fleet(sent);
		expect(forecasts.metrics).toEqual(expect.arrayContaining([...KNOWN_METRICS]));
		expect(forecasts.metrics.length).toBeLessThanOrEqual(64);
		expect(rejected[0]).toEqual({ path: 'predictions', reason: 'more than 64 metrics' });
		expect(rows).toHaveLength(21);
	});

	test('an error key without an error is no fault', () => {
		expect(readFleet({ ...recorded, error: null }).ok).toBe(true);
	});

	test('whatever is done to one server, all others are read as before', () => {
		const before = fleet(recorded);
		const anything = fc.anything({ withNullPrototype: true });
		fc.assert(
			fc.property(
				fc.constantFrom(...Object.keys(recorded.predictions)),
				fc.dictionary(fc.constantFrom('risk_score', 'profile', 'mem_used_pct', 'alert'), anything),
				(victim, damage) => {
					const sent = { ...recorded, predictions: { ...recorded.predictions } };
					sent.predictions[victim] = { ...sent.predictions[victim], ...damage };
					const { rows } = fleet(sent);
					const others = before.rows.filter(({ name }) => name !== victim);
					expect(rows.filter(({ name }) => name !== victim)).toEqual(others);
				}
			),
			{ numRuns: 60 }
		);
	});

	test('any JSON at all is an answer or a problem, never a throw', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (a, b, c) => {
				for (const body of [
					a,
					{ predictions: a, alerts: b, environment: c },
					{ predictions: { s: a } }
				])
					expect(typeof readFleet(body).ok).toBe('boolean');
			})
		);
	});
});

test('names that break naive code are servers like all others', () => {
	const [entry] = Object.values(recorded.predictions);
	const body = JSON.parse(
		`{"predictions":{"__proto__":${JSON.stringify(entry)},"":${JSON.stringify(entry)}}}`
	) as unknown;
	expect(fleet(body).rows.map(({ name }) => name)).toEqual(['__proto__', '']);
});

test('where the daemon sends no display metrics they come from the forecasts', () => {
	const sent = copy();
	const entry = sent.predictions.ppdb001 as Record<string, { current: number; p50: number[] }>;
	Reflect.deleteProperty(entry, 'display_metrics');
	const { cpu, memory } = fleet(sent).rows.find(({ name }) => name === 'ppdb001')?.reading ?? {};
	const idle = entry.cpu_idle_pct;
	expect(cpu?.[0]).toBeCloseTo(100 - (idle?.current ?? 0), 1);
	expect(memory?.[0]).toBeCloseTo(entry.mem_used_pct?.current ?? 0, 1);
});
