import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createReconnect } from '#client/reconnect.ts';
import { RECONNECT } from '#core/jitter.ts';
import { FakeClock } from '../../support/fake-clock.ts';

function start(random: () => number) {
	const clock = new FakeClock();
	const begun = clock.now();
	const attempts: number[] = [];
	const reconnect = createReconnect({
		clock,
		random,
		attempt: () => attempts.push(clock.now() - begun)
	});
	return { clock, attempts, reconnect };
}

test('each failure doubles the range that the wait is drawn from, up to 20 seconds and no further', async () => {
	for (const [chance, waits] of [
		[0, [500, 500, 500, 500, 500, 500, 500]],
		[0.5, [750, 1250, 2250, 4250, 8250, 10_250, 10_250]]
	] as const) {
		const { clock, attempts, reconnect } = start(() => chance);
		for (const [index, wait] of waits.entries()) {
			reconnect.failed();
			await clock.advance(wait - 1);
			expect(attempts).toHaveLength(index);
			await clock.advance(1);
			expect(attempts).toHaveLength(index + 1);
		}
	}
});

test('the wait lies between half a second and 20 seconds, however often it failed and however chance falls', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1 }),
			async (chances) => {
				const drawn = [...chances];
				const { clock, attempts, reconnect } = start(() => drawn.shift() ?? 0);
				let before = 0;
				for (let count = 1; count <= chances.length; count++) {
					reconnect.failed();
					await clock.advance(RECONNECT.mostMs);
					expect(attempts).toHaveLength(count);
					const waited = (attempts.at(-1) ?? Number.NaN) - before;
					expect(waited).toBeGreaterThanOrEqual(RECONNECT.leastMs);
					before += RECONNECT.mostMs;
				}
			}
		),
		{ numRuns: 20 }
	);
});

test('a wait that the server asks for is kept, with the jitter after it', async () => {
	const { clock, attempts, reconnect } = start(() => 0);
	reconnect.failed(10_000);
	await clock.advance(10_499);
	expect(attempts).toEqual([]);
	await clock.advance(1);
	expect(attempts).toEqual([10_500]);
});

test('once served again, the next loss begins with the short wait', async () => {
	const { clock, attempts, reconnect } = start(() => 0.999);
	for (let count = 0; count < 8; count++) {
		reconnect.failed();
		await clock.advance(RECONNECT.mostMs);
	}
	reconnect.succeeded();
	const before = attempts.length;
	reconnect.failed();
	await clock.advance(2 * RECONNECT.leastMs);
	expect(attempts).toHaveLength(before + 1);
});

test('when the network is back a long wait is cut short, yet not to nothing', async () => {
	const { clock, attempts, reconnect } = start(() => 0.5);
	for (let count = 0; count < 6; count++) reconnect.failed();
	reconnect.wake();
	await clock.advance(749);
	expect(attempts).toEqual([]);
	await clock.advance(1);
	expect(attempts).toEqual([750]);
});

test('news of the network starts nothing where nothing waits, and lengthens no wait', async () => {
	const chances = [0, 0.9];
	const { clock, attempts, reconnect } = start(() => chances.shift() ?? 0);
	reconnect.wake();
	expect(clock.pending).toBe(0);
	reconnect.failed();
	reconnect.wake();
	await clock.advance(500);
	expect(attempts).toEqual([500]);
});

test('once stopped it attempts nothing and leaves no timer behind', async () => {
	const { clock, attempts, reconnect } = start(() => 0.5);
	reconnect.failed();
	reconnect.stop();
	expect(clock.pending).toBe(0);
	await clock.advance(60_000);
	expect(attempts).toEqual([]);
});
