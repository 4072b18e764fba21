import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWindow } from '../../../server/history/read-window.ts';
import { rollupsRecorder } from '../../../server/history/rollups/rollups-recorder.ts';
import { simulatedRecorder } from '../../../server/history/simulated-recorder.ts';
import { BEGAN, keptTick, TICK_MS } from '../../support/kept-ticks.ts';
import { passTime, StoreHarness } from '../../support/store-harness.ts';

const MINUTE_TICKS = 60_000 / TICK_MS;
const HOUR_MS = 3_600_000;
let harness: StoreHarness;

beforeEach(() => {
	harness = new StoreHarness();
});
afterEach(() => harness.close());

/** A store with this many simulated minutes, and as many observed ones after them. */
function storeOf(minutes: number) {
	const store = harness.store([rollupsRecorder, simulatedRecorder]);
	for (let tick = 1; tick <= 2 * minutes * MINUTE_TICKS; tick++) {
		const isSimulated = tick <= minutes * MINUTE_TICKS;
		store.keep([{ ...keptTick(tick), ...(isSimulated && { simulated: true }) }]);
	}
	return store;
}

test('what was simulated is told by the state, and by every window that holds some of it', () => {
	const store = storeOf(40);
	const until = BEGAN + 40 * 60_000;
	expect(store.state(BEGAN)).toMatchObject({ simulatedUntil: until });
	const database = harness.file();
	expect(readWindow(database, { range: '1h' })).toMatchObject({ simulatedUntil: until });
	expect(readWindow(database, { range: '30m' })).not.toHaveProperty('simulatedUntil');
	// Of a moment within it, all.
	const before = readWindow(database, { range: '30m', until: BEGAN + 20 * 60_000 });
	expect(before.simulatedUntil).toBe(before.to);
});

test('it is forgotten when nothing of it is kept any more', () => {
	const store = storeOf(2);
	passTime(store, BEGAN + 3 * HOUR_MS);
	expect(store.state(BEGAN)).not.toHaveProperty('simulatedUntil');
});
