import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shapleyValues } from '../../../../server/embedded/daemon/explain/shapley.ts';
import {
	riskPoints,
	riskScore,
	RISK_GROUPS,
	type RiskInputs
} from '../../../../server/embedded/daemon/rules/risk.ts';

const level = fc.double({ min: 0, max: 120, noNaN: true });
const anyInputs: fc.Arbitrary<RiskInputs> = fc.record({
	cpu: fc.record({ now: level, ahead: level }),
	memory: fc.record({ now: level, ahead: level }),
	iowait: fc.record({ now: level, ahead: level }),
	swap: fc.record({ now: level, ahead: level }),
	load: fc.record({ now: level, ahead: level })
});
const anyName = fc.constantFrom('ppdb001', 'ppweb001');

test('the values sum to the score, whose base is 0, to a billionth', () => {
	fc.assert(
		fc.property(anyName, anyInputs, (serverName, inputs) => {
			const values = shapleyValues(serverName, inputs);
			const sum = RISK_GROUPS.reduce((total, group) => total + values[group], 0);
			expect(Math.abs(sum - riskScore(serverName, inputs))).toBeLessThan(1e-9);
		})
	);
});

test('below the clamp a value is the group’s points, but for the rounding of the score', () => {
	fc.assert(
		fc.property(anyName, anyInputs, (serverName, inputs) => {
			const points = riskPoints(serverName, inputs);
			fc.pre(RISK_GROUPS.reduce((total, group) => total + points[group], 0) <= 100);
			const values = shapleyValues(serverName, inputs);
			for (const group of RISK_GROUPS) expect(values[group]).toBeCloseTo(points[group], 0);
		})
	);
});

test('a group without points has no part, and equal groups have equal parts', () => {
	const inputs: RiskInputs = {
		cpu: { now: 98, ahead: 98 },
		memory: { now: 0, ahead: 0 },
		iowait: { now: 30, ahead: 0 },
		swap: { now: 25, ahead: 0 },
		load: { now: 12, ahead: 0 }
	};
	const values = shapleyValues('ppweb001', inputs);
	expect(values.memory).toBe(0);
	expect(values.swap).toBeCloseTo(values.load, 12);
	// 54 + 28 + 14 + 14 points are 110: the clamp takes ten, from all that score.
	expect(values.cpu).toBeLessThan(54);
	expect(values.swap).toBeLessThan(14);
});
