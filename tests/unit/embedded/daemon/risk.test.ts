import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	riskInputs,
	riskPoints,
	riskScore,
	RISK_GROUPS,
	type RiskGroup,
	type RiskInputs
} from '../../../../server/embedded/daemon/rules/risk.ts';
import { flatReading } from './readings.ts';

const calm: RiskInputs = {
	cpu: { now: 0, ahead: 0 },
	memory: { now: 0, ahead: 0 },
	iowait: { now: 0, ahead: 0 },
	swap: { now: 0, ahead: 0 },
	load: { now: 0, ahead: 0 }
};

function scoreOf(serverName: string, group: RiskGroup, now: number, ahead: number): number {
	return riskScore(serverName, { ...calm, [group]: { now, ahead } });
}

test.each<[RiskGroup, number, number]>([
	['cpu', 79.9, 0],
	['cpu', 80, 15],
	['cpu', 90, 25],
	['cpu', 95, 40],
	['cpu', 98, 60],
	['memory', 84.9, 0],
	['memory', 85, 10],
	['memory', 90, 15],
	['memory', 95, 30],
	['memory', 98, 50],
	['iowait', 9.9, 0],
	['iowait', 10, 15],
	['iowait', 20, 25],
	['iowait', 30, 40],
	['swap', 9.9, 0],
	['swap', 10, 10],
	['swap', 25, 20],
	['swap', 50, 30],
	['load', 7.9, 0],
	['load', 8, 10],
	['load', 12, 20]
])('%s at %d now is worth %d points, of which seven tenths count', (group, now, points) => {
	expect(scoreOf('ppweb001', group, now, 0)).toBeCloseTo(0.7 * points, 10);
});

test.each<[RiskGroup, number, number]>([
	['cpu', 89.9, 0],
	['cpu', 90, 15],
	['cpu', 95, 25],
	['cpu', 98, 40],
	['memory', 94.9, 0],
	['memory', 95, 20],
	['memory', 98, 30],
	['iowait', 19.9, 0],
	['iowait', 20, 15],
	['iowait', 30, 25],
	['swap', 100, 0],
	['load', 100, 0]
])('%s at %d ahead is worth %d points, of which three tenths count', (group, ahead, points) => {
	expect(scoreOf('ppweb001', group, 0, ahead)).toBeCloseTo(0.3 * points, 10);
});

test.each([
	[94.9, 0],
	[95, 15],
	[98, 30],
	[99, 50]
])('a database with memory at %d %% earns %d points: full memory is its habit', (now, points) => {
	expect(scoreOf('ppdb001', 'memory', now, 0)).toBeCloseTo(0.7 * points, 10);
});

test('a database is told the same about memory ahead as any server', () => {
	expect(scoreOf('ppdb001', 'memory', 0, 98)).toBe(scoreOf('ppweb001', 'memory', 0, 98));
});

test('CPU used is 100 − idle now, and 100 − the low quantile of idle ahead', () => {
	const reading = flatReading('ppweb001', { cpu_idle_pct: { now: 30, p10: 1, p50: 30, p90: 60 } });
	expect(riskInputs(reading).cpu).toEqual({ now: 70, ahead: 99 });
});

test('CPU used is user time and its high quantile where idle is not fed', () => {
	const reading = flatReading('ppweb001', { cpu_user_pct: { now: 70, p90: 96 } });
	expect(riskInputs(reading).cpu).toEqual({ now: 70, ahead: 96 });
});

test('a server that reports nothing the rule reads has no risk', () => {
	expect(riskScore('x', riskInputs(flatReading('x', { disk_usage_pct: 99 })))).toBe(0);
});

test.each([
	['memory full now and ahead', { mem_used_pct: 98 }, 44],
	['I/O wait at 30 now and ahead', { cpu_iowait_pct: 30 }, 35.5],
	['idle at 1 now and ahead', { cpu_idle_pct: 1 }, 54],
	['memory at 85', { mem_used_pct: 85 }, 7],
	['swap at 50', { swap_used_pct: 50 }, 21],
	['load at 12', { load_average: 12 }, 14],
	[
		'everything at its worst',
		{ mem_used_pct: 99, cpu_iowait_pct: 40, cpu_idle_pct: 0, swap_used_pct: 60, load_average: 20 },
		100
	]
])('%s scores as the contract says', (_, metrics, score) => {
	expect(riskScore('ppweb001', riskInputs(flatReading('ppweb001', metrics)))).toBe(score);
});

const anyInputs = fc.record(
	Object.fromEntries(
		RISK_GROUPS.map((group) => [
			group,
			fc.record({
				now: fc.double({ min: 0, max: 120, noNaN: true }),
				ahead: fc.double({ min: 0, max: 120, noNaN: true })
			})
		])
	) as Record<RiskGroup, fc.Arbitrary<{ now: number; ahead: number }>>
);

test('a score is the rounded sum of its points, kept within 0–100, and never falls when an input rises', () => {
	fc.assert(
		fc.property(
			anyInputs,
			fc.constantFrom(...RISK_GROUPS),
			fc.double({ min: 0, max: 50, noNaN: true }),
			fc.constantFrom('ppdb001', 'ppweb001'),
			(inputs, group, more, serverName) => {
				const score = riskScore(serverName, inputs);
				const sum = Object.values(riskPoints(serverName, inputs)).reduce((a, b) => a + b, 0);
				expect(score).toBeCloseTo(Math.min(100, sum), 1);
				const raised = { now: inputs[group].now + more, ahead: inputs[group].ahead + more };
				expect(riskScore(serverName, { ...inputs, [group]: raised })).toBeGreaterThanOrEqual(score);
			}
		)
	);
});
