import { describe, expect, test } from 'vitest';
import { DEFAULT_FLOORS, levelOf } from '#core/levels/levels.ts';
import { barLevel, markedMetrics, outlookOf } from '#core/top-risks/outlook.ts';
import { readTopCount, topRisks } from '#core/top-risks/top-risk.ts';

describe('where a server is heading', () => {
	test.each([
		['two rise', { cpu: [60, 65.1], memory: [60, 65.1] }, 'degrading'],
		['all three rise', { cpu: [10, 20], memory: [10, 20], iowait: [1, 4] }, 'degrading'],
		['I/O wait needs only two points', { cpu: [60, 70], iowait: [3, 5.1] }, 'degrading'],
		['one rises', { cpu: [60, 65.1], memory: [60, 60], iowait: [3, 5] }, 'watch'],
		['exactly the limit is no rise', { cpu: [60, 65], memory: [60.3, 65.3] }, 'steady'],
		['falling', { cpu: [60, 10], memory: [90, 20] }, 'steady'],
		['nothing known', {}, 'steady']
	] as const)('%s', (_, reading, outlook) => {
		expect(outlookOf(reading as never)).toBe(outlook);
	});
});

test.each([
	['cpu', 69.9, 'healthy'],
	['cpu', 70, 'warning'],
	['cpu', 85, 'critical'],
	['memory', 79.9, 'healthy'],
	['memory', 80, 'warning'],
	['memory', 90, 'critical'],
	['iowait', 14.9, 'healthy'],
	['iowait', 15, 'warning'],
	['iowait', 30, 'critical']
] as const)('a bar of %s at %d %% is %s', (metric, percent, level) => {
	expect(barLevel(metric, percent)).toBe(level);
});

test('swap and disk are marked over 5 and 85 percent, now or soon', () => {
	expect(markedMetrics({ swap: [5, 5], disk: [85, 85] })).toEqual([]);
	expect(markedMetrics({ swap: [5.1, 0] })).toEqual(['swap']);
	expect(markedMetrics({ swap: [0, 0], disk: [80, 85.1] })).toEqual(['disk']);
});

test('the highest come first, each with what to do by its profile', () => {
	const entry = (score: number, profile: string) => ({
		score,
		profile,
		level: levelOf(score, DEFAULT_FLOORS)
	});
	const risk = {
		ppdb001: entry(61, 'Database'),
		ppweb001: entry(99, 'Web API'),
		ppgen001: entry(55, 'Generic'),
		__proto__: entry(1, 'Generic'),
		ppml0001: entry(12, 'ML Compute')
	};
	const rows = topRisks(risk, { ppdb001: { cpu: [10, 20], memory: [10, 20] } }, 4);
	expect(rows.map(({ rank, server, outlook }) => [rank, server, outlook])).toEqual([
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
