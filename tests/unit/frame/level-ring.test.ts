import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelRing } from '#view-models/overview/level-ring.ts';

describe('the ring of levels', () => {
	test('has a part for each level that has servers, the urgent ones first', () => {
		expect(levelRing({ critical: 2, warning: 0, degraded: 1, healthy: 7, warming: 0 })).toEqual([
			{ level: 'critical', fromDegrees: 0, degrees: 72 },
			{ level: 'degraded', fromDegrees: 72, degrees: 36 },
			{ level: 'healthy', fromDegrees: 108, degrees: 252 }
		]);
	});

	test('is whole with one level, and absent without servers', () => {
		expect(levelRing({ critical: 0, warning: 0, degraded: 0, healthy: 3, warming: 0 })).toEqual([
			{ level: 'healthy', fromDegrees: 0, degrees: 360 }
		]);
		expect(levelRing({ critical: 0, warning: 0, degraded: 0, healthy: 0, warming: 0 })).toEqual([]);
	});

	test('ends with the servers that have no level yet', () => {
		expect(levelRing({ critical: 1, warning: 0, degraded: 0, healthy: 0, warming: 3 })).toEqual([
			{ level: 'critical', fromDegrees: 0, degrees: 90 },
			{ level: 'warming', fromDegrees: 90, degrees: 270 }
		]);
	});

	test('shows one server of thousands', () => {
		const [critical, healthy] = levelRing({
			critical: 1,
			warning: 0,
			degraded: 0,
			healthy: 9999,
			warming: 0
		});
		expect(critical?.degrees).toBe(4);
		expect(healthy).toEqual({ level: 'healthy', fromDegrees: 4, degrees: 356 });
	});

	test('its parts follow each other and close the ring', () => {
		const servers = fc.integer({ min: 0, max: 2000 });
		fc.assert(
			fc.property(
				fc.record({
					critical: servers,
					warning: servers,
					degraded: servers,
					healthy: servers,
					warming: servers
				}),
				(counts) => {
					const parts = levelRing(counts);
					fc.pre(parts.length > 0);
					let next = 0;
					for (const { fromDegrees, degrees } of parts) {
						expect(fromDegrees).toBeCloseTo(next, 9);
						next += degrees;
					}
					expect(next).toBeCloseTo(360, 9);
				}
			)
		);
	});
});
