import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { createClientClock } from '#client/clock.ts';
import { systemClock } from '../../../server/clock.ts';

/** A machine whose two clocks are moved by hand. */
class Machine {
	monotonic = 5_000;
	wall = Date.UTC(2026, 0, 1);
	/** What a stopwatch beside the machine says. */
	truth = 0;
	readonly clock = createClientClock(() => ({ monotonic: this.monotonic, wall: this.wall }));

	run(ms: number): void {
		this.monotonic += ms;
		this.wall += ms;
		this.truth += ms;
	}

	/** As on Linux: the monotonic clock stands still. */
	sleep(ms: number): void {
		this.wall += ms;
		this.truth += ms;
	}

	step(ms: number): void {
		this.wall += ms;
	}
}

afterEach(() => vi.restoreAllMocks());

test('a night of sleep counts, although the monotonic clock stood still', () => {
	const machine = new Machine();
	const before = machine.clock.now();
	machine.sleep(8 * 3_600_000);
	expect(machine.clock.now() - before).toBe(8 * 3_600_000);
});

test('a wall clock that is set ahead makes what is held older, once', () => {
	const machine = new Machine();
	const before = machine.clock.now();
	machine.step(3_600_000);
	expect(machine.clock.now() - before).toBe(3_600_000);
	const after = machine.clock.now();
	machine.run(2_000);
	expect(machine.clock.now() - after).toBe(2_000);
});

test('whatever is done to the wall clock, nothing is ever younger than it is', () => {
	const move = fc.record({
		kind: fc.constantFrom('run', 'sleep', 'step'),
		ms: fc.oneof(fc.integer({ min: 1_001, max: 60_000 }), fc.integer({ min: 1, max: 4e10 })),
		back: fc.boolean()
	});
	fc.assert(
		fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
			const machine = new Machine();
			let latest = machine.clock.now();
			const beginning = latest;
			for (const { kind, ms, back } of moves) {
				if (kind === 'run') machine.run(ms);
				// Shorter ones are not noticed: no promise is that short.
				else if (kind === 'sleep') machine.sleep(Math.max(ms, 1_001));
				else machine.step(back ? -ms : ms);
				// A page reads its clock each second.
				const now = machine.clock.now();
				expect(now).toBeGreaterThanOrEqual(latest);
				expect(now - beginning).toBeGreaterThanOrEqual(machine.truth);
				latest = now;
			}
		})
	);
});

test.each([
	['the viewer’s', createClientClock()],
	['the server’s', systemClock]
])(
	'a wait that is over or endless gives no warning and does not end at once: %s',
	(_whose, clock) => {
		const set = vi.spyOn(globalThis, 'setTimeout');
		for (const ms of [-5, -Infinity, Infinity, 2 ** 31]) clock.after(ms, () => undefined)();
		expect(set.mock.calls.map(([, ms]) => ms)).toEqual([0, 0, 2 ** 31 - 1, 2 ** 31 - 1]);
	}
);
