import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAllowance } from '#client/allowance.ts';
import { spendOne } from '#core/rate-limit.ts';
import { MESSAGE_RATE } from '#core/protocol/messages.ts';
import { FakeClock } from '../../support/fake-clock.ts';

test('[law] whoever waits for its allowance is never sent away for a flood, be its messages up to two seconds late', async () => {
	const pauses = fc.array(fc.nat(1_000), { maxLength: 60 });
	await fc.assert(
		fc.asyncProperty(pauses, fc.nat(2_000), async (pausesMs, lateMs) => {
			const clock = new FakeClock(0);
			const allowance = createAllowance(clock);
			let fullAt: number | undefined = 0;
			/** A network that stalls once, then delivers all that waited at once. */
			const arrivedAt = (now: number) => (now < lateMs ? lateMs : now);
			for (const pauseMs of pausesMs) {
				await clock.advance(pauseMs < 500 ? 0 : pauseMs);
				await clock.advance(allowance.waitMs());
				allowance.spend();
				fullAt = spendOne(MESSAGE_RATE, fullAt, arrivedAt(clock.now()));
				if (fullAt === undefined) expect.unreachable();
			}
			expect(fullAt).toBeDefined();
		})
	);
});

test('a few messages go out at once, and one more each quarter of a second', async () => {
	const clock = new FakeClock(0);
	const allowance = createAllowance(clock);
	for (let count = 0; count < 10; count++) {
		expect(allowance.waitMs()).toBe(0);
		allowance.spend();
	}
	expect(allowance.waitMs()).toBe(250);
	await clock.advance(250);
	expect(allowance.waitMs()).toBe(0);
});
