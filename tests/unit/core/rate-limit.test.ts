import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowedAt, spendOne, withOne, type Rate } from '#core/rate-limit.ts';

const anyRate: fc.Arbitrary<Rate> = fc.record({
	burst: fc.integer({ min: 1, max: 60 }),
	perSecond: fc.constantFrom(0.4, 1, 4, 12, 200)
});
const anyPauses = fc.array(fc.oneof(fc.constant(0), fc.nat(5_000)), { maxLength: 200 });

/** No stretch of time has more than the burst and what the rate gives in it. */
function expectWithin({ burst, perSecond }: Rate, times: readonly number[]): void {
	times.forEach((from, first) => {
		times.slice(first).forEach((to, more) => {
			const most = burst + (perSecond * (to - from)) / 1000;
			expect(more + 1).toBeLessThanOrEqual(most + 1e-6);
		});
	});
}

test('[law] never more get through than the burst and the rate times the time, however they come', () => {
	fc.assert(
		fc.property(anyRate, anyPauses, (rate, pauses) => {
			let [now, fullAt] = [0, 0];
			const through = pauses.flatMap((pause) => {
				const next = spendOne(rate, fullAt, (now += pause));
				fullAt = next ?? fullAt;
				return next === undefined ? [] : [now];
			});
			expectWithin(rate, through);
		})
	);
});

test('[law] who waits until it is allowed is never one too many, and waits no longer than it must', () => {
	fc.assert(
		fc.property(anyRate, anyPauses, (rate, pauses) => {
			let [now, fullAt] = [0, 0];
			for (const pause of pauses) {
				const at = allowedAt(rate, fullAt, (now += pause));
				if (at > now) expect(spendOne(rate, fullAt, now)).toBeUndefined();
				now = at;
				expect(spendOne(rate, fullAt, now)).toBe(withOne(rate, fullAt, now));
				fullAt = withOne(rate, fullAt, now);
			}
		})
	);
});

test('a whole burst may come at once, and one more each part of a second after it', () => {
	const rate = { burst: 3, perSecond: 4 };
	let fullAt = 1_000;
	for (let count = 0; count < 3; count++) fullAt = withOne(rate, fullAt, 1_000);
	expect(allowedAt(rate, fullAt, 1_000)).toBe(1_250);
});
