import { describe, expect, test } from 'vitest';
import { DEFAULT_THRESHOLDS, levelOf } from '#core/levels/levels.ts';
import { namedMetrics, directionOf } from '#view-models/top-risks/direction.ts';
import { readTopCount, serversOverLimit, topRisks } from '#view-models/top-risks/top-risk.ts';

describe('where a server is heading', () => {
	test.each([
		['two rise', { cpu: [60, 65.1], memory: [60, 65.1] }, 'degrading'],
		['all three rise', { cpu: [10, 20], memory: [10, 20], iowait: [1, 4] }, 'degrading'],
		['I/O wait needs only two points', { cpu: [60, 70], iowait: [3, 5.1] }, 'degrading'],
		['one rises', { cpu: [60, 65.1], memory: [60, 60], iowait: [3, 5] }, 'watch'],
		['exactly the limit is no rise', { cpu: [60, 65], memory: [60.3, 65.3] }, 'steady'],
		['falling', { cpu: [60, 10], memory: [90, 20] }, 'steady'],
		['nothing known', {}, 'steady']
	] as const)('%s', (_, reading, direction) => {
		expect(directionOf(reading as never)).toBe(direction);
	});
});

test('swap is named over 5 percent and disk at its limit, now or soon', () => {
	expect(namedMetrics({ swap: [5, 5], disk: [84.9, 84.9] })).toEqual([]);
	expect(namedMetrics({ swap: [5.1, 0] })).toEqual(['swap']);
	expect(namedMetrics({ swap: [0, 0], disk: [80, 85] })).toEqual(['disk']);
});

test.each([
	[{ memory: [93, 80] }, 'Look at Memory: it is over its limit'],
	[{ disk: [80, 86] }, 'Look at Disk: it is forecast to be over its limit'],
	[{ disk: [96, 96], cpu: [85, 85], swap: [1, 60] }, 'Look at Disk: it is over its limit'],
	[{ load: [99, 99], memory: [89.9, 89.9] }, 'Nothing to do']
] as const)('a server of low risk with %j has the advice %s', (reading, advice) => {
	const risk = { a: { score: 10, level: 'healthy', profile: 'Generic' } } as const;
	expect(topRisks(risk, { a: reading as never }, 5)[0]?.advice).toBe(advice);
});

test('the servers over a limit are listed worst first, each with its worst metric', () => {
	const over = serversOverLimit({
		soon: { iowait: [1, 31] },
		calm: { cpu: [84.9, 10] },
		warning: { swap: [25, 25] },
		critical: { memory: [91, 99], disk: [95, 95] }
	});
	expect(over.map(({ server, metric, level, moment }) => [server, metric, level, moment])).toEqual([
		['critical', 'disk', 'critical', 'now'],
		['warning', 'swap', 'warning', 'now'],
		['soon', 'iowait', 'critical', 'soon']
	]);
});

test('the highest come first, each with what to do by its profile', () => {
	const entry = (score: number, profile: string) => ({
		score,
		profile,
		level: levelOf(score, DEFAULT_THRESHOLDS)
	});
	const risk = {
		ppdb001: entry(61, 'Database'),
		ppweb001: entry(99, 'Web API'),
		ppgen001: entry(55, 'Generic'),
		__proto__: entry(1, 'Generic'),
		ppml0001: entry(12, 'ML Compute')
	};
	const rows = topRisks(risk, { ppdb001: { cpu: [10, 20], memory: [10, 20] } }, 4);
	expect(rows.map(({ rank, server, direction }) => [rank, server, direction])).toEqual([
		[1, 'ppweb001', 'steady'],
		[2, 'ppdb001', 'degrading'],
		[3, 'ppgen001', 'steady'],
		[4, 'ppml0001', 'steady']
	]);
	expect(rows[0]?.advice).toContain('instances');
	expect(rows[2]?.advice).toContain('Find out');
	expect(rows[3]?.advice).toBe('Nothing to do');
});

test('how many stands in the address; nonsense is five', () => {
	expect(['5', '10', '15', '20', '7', '', null].map(readTopCount)).toEqual([
		5, 10, 15, 20, 5, 5, 5
	]);
});
