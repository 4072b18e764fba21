import { expect, test } from 'vitest';
import { createOverTracker } from '../../../server/topics/over-tracker.ts';
import { fleetStates } from '../../../server/state/fleet-states.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { packOutlook } from '#core/outlook/pack.ts';
import type { Fleet } from '#core/fleet.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { MemoryHistory } from '../../support/memory-history.ts';
import { fleetOf, seeded } from '../../support/fleets.ts';

const MINUTE = 60_000;
const NOBODY = new Set<string>();
const FLEET: Fleet = {
	...fleetOf(['db'], seeded(1)),
	alerts: [],
	forecasts: {
		metrics: ['mem_used_pct'],
		steps: 0,
		values: new Float32Array(),
		now: Float32Array.of(93),
		trend: Float32Array.of(0)
	}
};
/** Over its limit of memory, as its outlook says. */
const OUTLOOK: Fleet = {
	...FLEET,
	rows: FLEET.rows.map((row) => ({ ...row, reading: { memory: [93, 93] } })),
	outlook: {
		...FLEET.outlook,
		servers: {
			db: packOutlook({
				first: {
					metric: 'memory',
					crossings: { p90: 0, p50: 0, p10: 0 },
					chances: [100, 90, 80, 70, 60, 50, 40, 30, 20]
				}
			})
		}
	}
};
const calm = (fleet: Fleet): Fleet => ({
	...fleet,
	forecasts: { ...fleet.forecasts, now: Float32Array.of(50) },
	rows: fleet.rows.map((row) => ({ ...row, reading: { memory: [50, 50] } })),
	outlook: { ...fleet.outlook, servers: {} }
});
const sinceOf = ({ outlook }: Fleet) => outlook.fleet.overSince?.['db'];
const overOf = ({ alerts: [alert] }: Fleet) => alert?.over;

test('since when a metric is over its limit outlives a restart of Fleetcast', async () => {
	const history = new MemoryHistory();
	const clock = new FakeClock();
	const before = createOverTracker({ clock, history });
	before.look(FLEET, NOBODY, true);
	await clock.advance(9 * MINUTE);
	const shown = before.look(FLEET, NOBODY, true);
	history.keep({
		tick: 1,
		at: clock.now(),
		epoch: 'one',
		measuredAt: clock.now(),
		ok: true,
		states: fleetStates(shown, { silent: NOBODY }, DEFAULT_THRESHOLDS)
	});

	await clock.advance(MINUTE);
	const after = createOverTracker({ clock, history });
	expect(overOf(after.look(FLEET, NOBODY, true))).toMatchObject({ minutes: 0, atLeast: true });
	await expect
		.poll(() => overOf(after.look(FLEET, NOBODY, true)))
		.toMatchObject({ minutes: 10, atLeast: true });
});

test('the summary counts the servers over a limit as the outlook does, and says nothing where there is none', () => {
	const { all } = OUTLOOK.outlook.fleet;
	const countsOf = (now: number) =>
		fleetStates(
			{ ...FLEET, outlook: { ...OUTLOOK.outlook, fleet: { all: { ...all, now }, profiles: {} } } },
			{ silent: NOBODY },
			DEFAULT_THRESHOLDS
		).summary.counts;
	expect(countsOf(2)).toMatchObject({ overLimit: 2 });
	expect(countsOf(0)).not.toHaveProperty('overLimit');
});

test('while the feed stands still nothing grows: the values are of when it last moved', async () => {
	const clock = new FakeClock();
	const watch = createOverTracker({ clock, history: new MemoryHistory() });
	watch.look(FLEET, NOBODY, true);
	await clock.advance(3 * MINUTE);
	expect(overOf(watch.look(FLEET, NOBODY, true))).toMatchObject({ minutes: 3 });
	await clock.advance(5 * MINUTE);
	expect(overOf(watch.look(FLEET, NOBODY, false))).toMatchObject({ minutes: 3 });
});

test('since when the metric of the outlook is over its limit is a time, which stands until it is under it', async () => {
	const clock = new FakeClock();
	const tracker = createOverTracker({ clock, history: new MemoryHistory() });
	expect(sinceOf(tracker.look(calm(OUTLOOK), NOBODY, true))).toBeUndefined();
	await clock.advance(MINUTE);
	const at = Math.floor(clock.now() / 1_000) * 1_000;
	expect(sinceOf(tracker.look(OUTLOOK, NOBODY, true))).toEqual({ at });
	await clock.advance(7 * MINUTE);
	expect(sinceOf(tracker.look(OUTLOOK, NOBODY, true))).toEqual({ at });
	expect(sinceOf(tracker.look(OUTLOOK, new Set(['db']), true))).toBeUndefined();
	await clock.advance(MINUTE);
	expect(sinceOf(tracker.look(calm(OUTLOOK), NOBODY, true))).toBeUndefined();
});

test('a time that was told does not move with small adjustments of the clock, and is right after a large one', async () => {
	const clock = new FakeClock();
	const tracker = createOverTracker({ clock, history: new MemoryHistory() });
	const first = sinceOf(tracker.look(OUTLOOK, NOBODY, true));
	expect(first).toMatchObject({ atLeast: true });
	await clock.advance(MINUTE);
	clock.suspend(20_000);
	expect(sinceOf(tracker.look(OUTLOOK, NOBODY, true))).toEqual(first);
	clock.suspend(60 * MINUTE);
	const later = sinceOf(tracker.look(OUTLOOK, NOBODY, true));
	expect((later?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(60 * MINUTE);
});

test('since when the outlook’s metric is over outlives a restart, too', async () => {
	const history = new MemoryHistory();
	const clock = new FakeClock();
	const before = createOverTracker({ clock, history });
	before.look(calm(OUTLOOK), NOBODY, true);
	await clock.advance(MINUTE);
	before.look(OUTLOOK, NOBODY, true);
	await clock.advance(8 * MINUTE);
	const shown = before.look(OUTLOOK, NOBODY, true);
	history.keep({
		tick: 1,
		at: clock.now(),
		epoch: 'one',
		measuredAt: clock.now(),
		ok: true,
		states: fleetStates(shown, { silent: NOBODY }, DEFAULT_THRESHOLDS)
	});
	await clock.advance(MINUTE);
	const after = createOverTracker({ clock, history });
	await expect.poll(() => sinceOf(after.look(OUTLOOK, NOBODY, true))).toEqual(sinceOf(shown));
});
