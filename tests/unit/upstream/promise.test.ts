import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PromisedDaemon } from '../../support/promised-daemon.ts';

const ROUNDS = 40;

test('[promise] for every viewer and moment the age shown is no less than the true one, and stale comes within 2.5 ticks', () => {
	let live = 0;
	fc.assert(
		fc.property(fc.nat(), (seed) => {
			const daemon = new PromisedDaemon(seed);
			for (let round = 0; round < ROUNDS; round++) {
				if (round % 8 === 0) daemon.setPace();
				if (round % 5 === 0) daemon.setFault();
				daemon.round();
			}
			live += daemon.looked.live;
			expect(daemon.broken[0]).toBeUndefined();
		})
	);
	// A product that says stale all the time would keep the promise too.
	expect(live).toBeGreaterThan(1_000);
});
