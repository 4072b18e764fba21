import { expect, test } from 'vitest';
import type { RiskState } from '#core/topics/states.ts';
import { createStyle } from '../../../bin/terminal/style.ts';
import { stateLines } from '../../../bin/text/state-lines.ts';

const plain = createStyle(false);
const before: RiskState = {
	web1: { score: 20, level: 'healthy', profile: 'Web' },
	db1: { score: 91, level: 'critical', profile: 'Database' }
};

test('the first state of risk is printed in full, the highest first', () => {
	expect(stateLines('risk', undefined, before, plain)).toEqual([
		'■ critical  91.0  db1  Database',
		'● healthy   20.0  web1  Web'
	]);
});

test('after that only what changed, by how much, and what is gone', () => {
	const after: RiskState = {
		web1: { score: 64.2, level: 'warning', profile: 'Web', silent: true }
	};
	expect(stateLines('risk', before, after, plain)).toEqual([
		'▲ warning   64.2   +44.2  web1  Web  silent',
		'db1  gone'
	]);
	expect(stateLines('risk', after, after, plain)).toEqual([]);
});

test('alerts are told by what they say: over now and for how long, then what is to come, nearest first', () => {
	const alert = { metric: 'mem_used_pct', value: 92.1, threshold: 90 };
	const alerts = {
		a: { ...alert, server: 'web1', severity: 'warning', minutes: 25 },
		b: { ...alert, server: 'db1', severity: 'critical', minutes: 5 },
		c: {
			...alert,
			server: 'db2',
			severity: 'critical',
			minutes: 5,
			criticalMinutes: 25,
			over: { level: 'warning', value: 91, threshold: 90, minutes: 40 }
		}
	} as const;
	expect(stateLines('alerts', undefined, alerts, plain)).toEqual([
		'▲ warning  db2  mem_used_pct 91.0, limit 90.0, over now, for 40 min, critical in 25 min',
		'■ critical db1  mem_used_pct p50 92.1 over 90.0 in 5 min',
		'▲ warning  web1  mem_used_pct p50 92.1 over 90.0 in 25 min'
	]);
});

test('the outlook is told by what breaks and when, and that of the fleet is one line', () => {
	const outlook = {
		db1: '2255075900202030923468798',
		web1: `1${'0'.repeat(6)}97${'12'.repeat(8)}`,
		// Its critical limit is crossed at once; steps and chances are about the warning one.
		leap: '2255050500202030923468798',
		x: '9'
	};
	expect(stateLines('outlook', undefined, outlook, plain)).toEqual([
		'db1  I/O wait over 20%: possible from step 25, likely from step 50; chance 98% at step 96',
		'web1  Memory over 90% now; chance 12% at step 96',
		'leap  I/O wait over 20%: possible from step 25, likely from step 50; chance 98% at step 96',
		'x  9'
	]);
	const all = {
		servers: 3,
		now: 1,
		likely: {},
		possible: {},
		likelyWithin: [1, 2],
		possibleWithin: [1, 3]
	};
	expect(stateLines('outlook-fleet', undefined, { all, profiles: {} }, plain)).toEqual([
		'3 servers: 1 over a limit now; within 96 steps 2 likely, 3 possible'
	]);
});

test('the summary is one line', () => {
	const counts = {
		total: 2,
		critical: 1,
		warning: 0,
		degraded: 0,
		healthy: 1,
		attention: 1,
		silent: 0
	};
	const summary = { counts, risk30mPercent: 4, risk8hPercent: 8.2, highest: before, attention: {} };
	expect(stateLines('summary', undefined, summary, plain)).toEqual([
		'2 servers: 1 critical, 0 warning, 0 degraded, 1 healthy; 4.0% in 30 min; 8.2% in 8 h; highest db1 91.0'
	]);
});

test('a server is printed with each metric: now, and p10, p50, p90 at the end of the forecast', () => {
	const cpu = { now: 34, trend: 0, p10: [30, 28], p50: [35, 36], p90: [40, 44.5] };
	const state = { present: true, ...before['web1'], metrics: { cpu_user_pct: cpu } } as never;
	expect(stateLines('server/web1', undefined, state, plain)).toEqual([
		'● healthy   20.0  Web',
		'  cpu_user_pct          34.0 → p10 28.0, p50 36.0, p90 44.5'
	]);
	expect(stateLines('server/web1', undefined, { present: false }, plain)).toEqual([
		'The fleet has no such server.'
	]);
});

test('any other topic is printed as its changed parts, harmless and short', () => {
	const state = { offered: true, status: '\u001b[2J', healthScore: 90 } as never;
	expect(stateLines('cascade', { offered: true, healthScore: 90 } as never, state, plain)).toEqual([
		'status: "\\u001b[2J"'
	]);
	const long = stateLines('cascade', undefined, { status: 'x'.repeat(999) } as never, plain);
	expect(long[0]?.length).toBeLessThan(220);
});
