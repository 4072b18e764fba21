import { expect, test } from 'vitest';
import { Throttle } from '#state/throttle.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const EVERY_MS = 1_000;

function paced() {
	const clock = new FakeClock();
	const throttle = new Throttle(EVERY_MS, clock);
	const done: [label: string, afterMs: number][] = [];
	const began = clock.now();
	const want = (label: string) => throttle.run(() => done.push([label, clock.now() - began]));
	return { clock, throttle, done, want };
}

test('the first goes at once, then one a second, always the newest', async () => {
	const { clock, done, want } = paced();
	for (let quarter = 0; quarter < 10; quarter++) {
		want(`at ${quarter * 250}`);
		await clock.advance(250);
	}
	await clock.advance(EVERY_MS);
	expect(done).toEqual([
		['at 0', 0],
		['at 750', 1_000],
		['at 1750', 2_000],
		['at 2250', 3_000]
	]);
	expect(clock.pending).toBe(0);
});

test('what comes after a rest does not wait', async () => {
	const { clock, done, want } = paced();
	want('one');
	await clock.advance(EVERY_MS);
	want('two');
	expect(done).toEqual([
		['one', 0],
		['two', EVERY_MS]
	]);
});

test('nothing is done once it is stopped', async () => {
	const { clock, throttle, done, want } = paced();
	want('one');
	want('two');
	throttle.stop();
	await clock.advance(10 * EVERY_MS);
	expect(done).toEqual([['one', 0]]);
	expect(clock.pending).toBe(0);
});
