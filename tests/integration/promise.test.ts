import { expect, test } from 'vitest';
import { PromiseRun } from '../support/promise-run.ts';

/**
 * The promise: a viewer holds exactly the state of a revision that it can name, or says that it is stale. Here it is
 * tried as a law: seeded scripts of faults over real sockets, with the time of the server and of every viewer moved by hand.
 */
const VIEWERS = 5;
const STEPS = 40;

test.each([1, 2, 3, 5, 8, 13, 21, 34])(
	'after any mix of cuts, stalls, restarts, epochs, views and cadences every viewer is true (seed %i)',
	async (seed) => {
		const run = new PromiseRun(seed);
		await run.start();
		try {
			await run.tick();
			for (let viewer = 0; viewer < VIEWERS; viewer++) await run.addViewer();
			for (let step = 0; step < STEPS; step++) {
				if (run.chance() < 0.4) await run.fault();
				await run.tick();
				run.expectNoLies();
			}
			await run.heal();
			expect(run.ages.broken).toEqual([]);
			expect(run.ages.looked.live).toBeGreaterThan(run.ages.looked.moments / 10);
		} finally {
			await run.end();
		}
	}
);
