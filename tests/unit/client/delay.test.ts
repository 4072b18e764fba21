import { expect, test } from 'vitest';
import { Delay } from '#client/delay.ts';

const TICK_MS = 5_000;
/** Any date: the server's clock has nothing to do with the viewer's. */
const SERVER = Date.UTC(2026, 0, 1);

test('packets that wander by a tick are not late', () => {
	const delay = new Delay();
	delay.begin(SERVER, 100);
	for (const [tick, wander] of [0, 20, 4_900, 0].entries())
		expect(delay.of(SERVER + tick * TICK_MS, 150 + tick * TICK_MS + wander, TICK_MS)).toBe(0);
});

test('what a frozen page is handed on thawing is as late as the page was frozen', () => {
	const delay = new Delay();
	delay.begin(SERVER, 100);
	expect(delay.of(SERVER + TICK_MS, 100 + TICK_MS, TICK_MS)).toBe(0);
	const frozenMs = 3_600_000;
	const late = delay.of(SERVER + 2 * TICK_MS, 100 + 2 * TICK_MS + frozenMs, TICK_MS);
	// Less than a thousandth of it may be a viewer's clock that is fast.
	expect(late).toBeGreaterThan(0.998 * frozenMs);
	expect(late).toBeLessThanOrEqual(frozenMs);
});

test('a clock that drifts by seconds a day makes nothing late', () => {
	const delay = new Delay();
	delay.begin(SERVER, 0);
	for (let day = 0; day <= 30; day += 1 / 24) {
		const passed = day * 86_400_000;
		expect(delay.of(SERVER + passed, passed * 1.0002, TICK_MS)).toBe(0);
	}
});

test('after the server’s clock was set back, the next answer restarts the measurement', () => {
	const delay = new Delay();
	delay.begin(SERVER, 0);
	expect(delay.of(SERVER - 3_600_000, TICK_MS, TICK_MS)).toBeGreaterThan(3_600_000);
	delay.begin(SERVER - 3_600_000, TICK_MS);
	expect(delay.of(SERVER - 3_600_000 + TICK_MS, 2 * TICK_MS, TICK_MS)).toBe(0);
});

test('the past is published when it is asked for, and is never late', () => {
	const delay = new Delay();
	delay.begin(SERVER, 0);
	delay.forget();
	expect(delay.of(0, 1_000, TICK_MS)).toBe(0);
});
