import { expect, test } from 'vitest';
import { createOverTracker } from '../../../server/topics/over-tracker.ts';
import { fleetStates } from '../../../server/state/fleet-states.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
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

test('while the feed stands still nothing grows: the values are of when it last moved', async () => {
	const clock = new FakeClock();
	const watch = createOverTracker({ clock, history: new MemoryHistory() });
	watch.look(FLEET, NOBODY, true);
	await clock.advance(3 * MINUTE);
	expect(overOf(watch.look(FLEET, NOBODY, true))).toMatchObject({ minutes: 3 });
	await clock.advance(5 * MINUTE);
	expect(overOf(watch.look(FLEET, NOBODY, false))).toMatchObject({ minutes: 3 });
});
