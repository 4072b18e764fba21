import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENVIRONMENT_STATUSES, environmentStatus } from '#view-models/levels/environment.ts';

test.each([
	{ total: 100, critical: 31, warning: 0, status: 'critical' },
	{ total: 100, critical: 30, warning: 0, status: 'warning' },
	{ total: 100, critical: 0, warning: 51, status: 'critical' },
	{ total: 100, critical: 30, warning: 20, status: 'warning' },
	{ total: 100, critical: 11, warning: 0, status: 'warning' },
	{ total: 100, critical: 10, warning: 0, status: 'caution' },
	{ total: 1000, critical: 1, warning: 0, status: 'caution' },
	{ total: 100, critical: 0, warning: 31, status: 'warning' },
	{ total: 100, critical: 0, warning: 30, status: 'caution' },
	{ total: 100, critical: 10, warning: 1, status: 'caution' },
	{ total: 100, critical: 5, warning: 5, status: 'caution' },
	{ total: 100, critical: 0, warning: 10, status: 'healthy' },
	{ total: 100, critical: 0, warning: 0, status: 'healthy' },
	{ total: 10, critical: 3, warning: 0, status: 'warning' },
	{ total: 3, critical: 1, warning: 0, status: 'critical' },
	{ total: 1, critical: 0, warning: 0, status: 'healthy' }
])(
	'$critical critical and $warning warning of $total make the environment $status',
	({ status, ...counts }) => {
		expect(environmentStatus(counts)).toBe(status);
	}
);

test('a fleet without servers has no status, least of all a healthy one', () => {
	expect(environmentStatus({ total: 0, critical: 0, warning: 0 })).toBeUndefined();
});

test('one more critical or warning server never calms the environment', () => {
	const fleet = fc
		.record({ total: fc.integer({ min: 1, max: 1000 }), a: fc.nat(), b: fc.nat() })
		.map(({ total, a, b }) => {
			const critical = a % total;
			return { total, critical, warning: b % (total - critical) };
		});
	const rank = (counts: { total: number; critical: number; warning: number }) =>
		ENVIRONMENT_STATUSES.findIndex((status) => status === environmentStatus(counts));
	fc.assert(
		fc.property(fleet, (counts) => {
			expect(rank({ ...counts, critical: counts.critical + 1 })).toBeLessThanOrEqual(rank(counts));
			expect(rank({ ...counts, warning: counts.warning + 1 })).toBeLessThanOrEqual(rank(counts));
		})
	);
});
