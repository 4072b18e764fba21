import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fleetHealth, type FleetCounts } from '#view-models/levels/fleet-health.ts';

function countsOf(parts: Partial<FleetCounts> & { degraded?: number }): FleetCounts {
	const { critical = 0, warning = 0, degraded = 0, ...rest } = parts;
	return { total: 100, critical, warning, attention: critical + warning + degraded, ...rest };
}

const anyCounts = fc
	.record({
		critical: fc.nat(40),
		warning: fc.nat(40),
		degraded: fc.nat(200),
		healthy: fc.nat(1000),
		warming: fc.nat(1)
	})
	.map(({ critical, warning, degraded, healthy, warming }) => {
		const total = critical + warning + degraded + healthy;
		return countsOf({ total, critical, warning, degraded, warming: warming * total });
	});

test('a fleet with a critical server is never green nor called healthy, however many others are well', () => {
	fc.assert(
		fc.property(anyCounts, (counts) => {
			const health = fleetHealth({ ...counts, critical: 1, total: counts.total + 1 });
			expect(health?.status).not.toBe('healthy');
			expect(health?.green).toBe(false);
			expect(health?.tone).not.toBe('healthy');
			expect(health?.beside).toMatch(/critical/);
		})
	);
});

test('a fleet with a server that needs attention is not green, and says how many there are', () => {
	expect(fleetHealth(countsOf({ total: 2000, degraded: 117 }))).toEqual({
		status: 'healthy',
		tone: undefined,
		known: true,
		green: true,
		beside: '117 need attention'
	});
	expect(fleetHealth(countsOf({ warning: 1 }))).toMatchObject({ beside: '1 needs attention' });
});

test('a fleet with a server over a limit is not green, whatever its risk, and says how many there are', () => {
	expect(fleetHealth(countsOf({ overLimit: 2 }))).toMatchObject({
		status: 'healthy',
		tone: undefined,
		beside: '2 over a limit'
	});
	expect(fleetHealth(countsOf({ degraded: 1, overLimit: 2 }))).toMatchObject({
		beside: '2 over a limit'
	});
	expect(fleetHealth(countsOf({ critical: 1, overLimit: 2 }))).toMatchObject({
		beside: '1 critical'
	});
});

test('the count beside the word is that of the worst servers', () => {
	const health = fleetHealth(countsOf({ critical: 11, warning: 5, degraded: 2, warming: 3 }));
	expect(health).toMatchObject({ status: 'warning', tone: 'warning', beside: '11 critical' });
});

test('only a fleet in which nobody needs attention is green', () => {
	expect(fleetHealth(countsOf({}))).toEqual({
		status: 'healthy',
		tone: 'healthy',
		known: true,
		green: true
	});
});

test('a fleet that is mostly warming is neither green nor called healthy', () => {
	expect(fleetHealth(countsOf({ warming: 100 }))).toEqual({
		status: 'warming',
		tone: undefined,
		known: false,
		green: false,
		beside: '100 warming'
	});
	expect(fleetHealth(countsOf({ warming: 60, warning: 20 }))).toMatchObject({ status: 'caution' });
	expect(fleetHealth(countsOf({ warming: 60, critical: 1 }))).toMatchObject({
		status: 'caution',
		beside: '1 critical'
	});
});

test('one new server among warm ones is mentioned and changes nothing else', () => {
	expect(fleetHealth(countsOf({ warming: 1 }))).toEqual({
		status: 'healthy',
		tone: 'healthy',
		known: true,
		green: true,
		beside: '1 warming'
	});
});

test('of a fleet without servers nothing is known', () => {
	expect(fleetHealth(countsOf({ total: 0 }))).toBeUndefined();
});
