import { afterEach, beforeEach, expect, test } from 'vitest';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, type GatewayHarness } from '../../support/gateway-harness.ts';
import { PlainViewer } from '../../support/plain-viewer.ts';

const SET_BACK_MS = 600_000;
const random = seeded(17);
const next = () => fleetOf(serverNames(5), random);
let harness: GatewayHarness;
let viewer: PlainViewer;

beforeEach(async () => {
	harness = await startGateway({ settings: { admissionPerSecond: 500 } });
	await harness.tick(next());
	viewer = new PlainViewer(harness.url);
	await viewer.join({ topics: ['risk'] });
	await harness.tick(next());
	await viewer.caughtUp();
	harness.clock.setBack(SET_BACK_MS);
});
afterEach(async () => {
	viewer.close();
	await harness.close();
});

test('every tick goes on reaching a room when the wall clock is set back', async () => {
	const before = viewer.ticks.length;
	for (let tick = 0; tick < 5; tick++) {
		await harness.tick(next());
		await viewer.caughtUp();
	}
	expect(viewer.ticks.length - before).toBe(5);
	expect(viewer.ticks.at(-1)?.at).toBe(harness.clock.now());
});

test('new connections are still let in when the wall clock is set back', async () => {
	const newcomer = new PlainViewer(harness.url);
	expect(await newcomer.join({ topics: ['risk'] })).toMatchObject({ ok: true });
	newcomer.close();
});

test('a wall clock that is set back makes nobody a flood', async () => {
	for (let join = 0; join < 5; join++)
		expect(await viewer.join({ topics: ['risk', 'alerts'] })).toMatchObject({ ok: true });
	expect(harness.refusals).toEqual([]);
});
