import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSystemClock } from '../../../server/clock.ts';
import { BELIEVED_AFTER_MS, type ClockJump } from '../../../server/steady-time.ts';

const TICK_MS = 5_000;
const DAYS_400 = 400 * 86_400_000;

/** A machine whose clocks are moved by hand, looked at each tick. */
class Machine {
	readonly #times = { monotonic: 9_000, wall: Date.UTC(2026, 0, 1), uptime: 70_000 };
	readonly jumps: ClockJump[] = [];
	readonly clock = createSystemClock(
		(jump) => this.jumps.push(jump),
		() => ({ ...this.#times })
	);
	/** Each time that a tick was given. */
	readonly ticks: number[] = [];

	run(ticks: number): void {
		for (let tick = 0; tick < ticks; tick++) {
			this.#times.monotonic += TICK_MS;
			this.#times.wall += TICK_MS;
			this.#times.uptime += TICK_MS;
			this.ticks.push(this.clock.now());
		}
	}

	step(ms: number): void {
		this.#times.wall += ms;
	}

	suspend(ms: number): void {
		this.#times.wall += ms;
		this.#times.uptime += ms;
	}

	get wall(): number {
		return this.#times.wall;
	}
}

test.each([DAYS_400, -DAYS_400, 3_600_000, -3_600_000])(
	'a clock that is wrong by %i ms for thirty seconds is followed by no tick, and is told',
	(ms) => {
		const machine = new Machine();
		machine.run(3);
		machine.step(ms);
		machine.run(6);
		machine.step(-ms);
		machine.run(3);
		const begun = machine.ticks[0] ?? 0;
		expect(machine.ticks).toEqual(machine.ticks.map((_, tick) => begun + tick * TICK_MS));
		expect(machine.jumps.map(({ stage, byMs }) => [stage, byMs])).toEqual([
			['noticed', ms],
			['over', ms]
		]);
	}
);

test.each([DAYS_400, -3_600_000])(
	'a clock that stands where it was set is followed: %i ms',
	(ms) => {
		const machine = new Machine();
		machine.run(1);
		machine.step(ms);
		machine.run(BELIEVED_AFTER_MS / TICK_MS);
		expect(machine.clock.now()).toBe(machine.wall - ms);
		machine.run(1);
		expect(machine.clock.now()).toBe(machine.wall);
		expect(machine.jumps.map(({ stage }) => stage)).toEqual(['noticed', 'followed']);
	}
);

test('after a suspend it is later at once, and no clock was set', () => {
	const machine = new Machine();
	machine.run(1);
	machine.suspend(8 * 3_600_000);
	expect(machine.clock.now()).toBe(machine.wall);
	expect(machine.jumps).toEqual([]);
});

test('a correction is followed at once, and time stands still until it has come to it', () => {
	const machine = new Machine();
	machine.run(1);
	const before = machine.clock.now();
	machine.step(-2_000);
	expect(machine.clock.now()).toBe(before);
	machine.run(1);
	expect(machine.clock.now()).toBe(machine.wall);
	machine.step(2_000);
	expect(machine.clock.now()).toBe(machine.wall);
	expect(machine.jumps).toEqual([]);
});

test('whatever is done to the clock, time runs backwards only where a jump back is followed', () => {
	const move = fc.record({
		what: fc.constantFrom('run', 'step', 'back', 'suspend'),
		size: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 400 * 86_400 }))
	});
	fc.assert(
		fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
			const machine = new Machine();
			let latest = machine.clock.now();
			for (const { what, size } of moves) {
				if (what === 'run') machine.run(size % 200);
				else if (what === 'suspend') machine.suspend(size * 1_000);
				else machine.step(size * (what === 'back' ? -1_000 : 1_000));
				const told = machine.jumps.length;
				const times = [...machine.ticks.splice(0), machine.clock.now()];
				const followed = machine.jumps.some(({ stage }) => stage === 'followed');
				machine.jumps.splice(0, followed ? machine.jumps.length : told);
				for (const at of times) {
					if (!followed) expect(at).toBeGreaterThanOrEqual(latest);
					latest = at;
				}
			}
		})
	);
});
