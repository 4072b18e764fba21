import { beforeEach, expect, test } from 'vitest';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { roomsStage } from '../../support/rooms-stage.ts';

const names = serverNames(12);
const stage = roomsStage();
const { connect, caughtUp, expectTrue } = stage;
let random: () => number;

beforeEach(() => {
	random = seeded(7);
});

test('a slow viewer does not wait for its cadence to get a topic that had no state yet', async () => {
	await stage.harness.tick(fleetOf(names, random));
	const viewer = connect();
	await viewer.join({ topics: ['risk', 'cascade'], everyMs: 300_000 });
	await stage.harness.tick(fleetOf(names, random));
	stage.harness.currentState.showTopic('cascade', { offered: false });
	await stage.harness.tick(fleetOf(names, random));
	await caughtUp();
	expectTrue(viewer, ['risk', 'cascade']);
});

test('a slow viewer gets one difference from what it last got to now, and a sign of life between', async () => {
	await stage.harness.tick(fleetOf(names, random));
	const viewer = connect();
	const answer = await viewer.join({ topics: ['risk'], everyMs: 30_000 });
	expect(answer.ok && answer.value.beatMs).toBe(15_000);
	for (let round = 0; round < 6; round++) await stage.harness.tick(fleetOf(names, random));
	await caughtUp();
	expect(viewer.ticks.map(({ patches }) => patches.length)).toEqual([0, 1]);
	expectTrue(viewer, ['risk']);
});

test('a viewer that comes to a slow room between its ticks is ahead of it, hears it, and meets it', async () => {
	await stage.harness.tick(fleetOf(names, random));
	const first = connect();
	await first.join({ topics: ['risk'], everyMs: 30_000 });
	await stage.harness.tick(fleetOf(names, random));
	await stage.harness.tick(fleetOf(names, random));
	const second = connect();
	await second.join({ topics: ['risk'], everyMs: 30_000 });
	expectTrue(second, ['risk']);
	for (let round = 0; round < 4; round++) await stage.harness.tick(fleetOf(names, random));
	await caughtUp();
	expectTrue(first, ['risk']);
	expectTrue(second, ['risk']);
	expect(second.ticks.map(({ patches }) => patches.length)).toEqual([0, 1]);
});

test('a viewer that holds a newer state of the same tick is never taken back to its room’s older one', async () => {
	await stage.harness.tick(fleetOf(names, random));
	stage.harness.currentState.showTopic('cascade', { offered: false });
	const first = connect();
	await first.join({ topics: ['risk', 'cascade'], everyMs: 60_000 });
	await stage.harness.tick(fleetOf(names, random), true);
	stage.harness.currentState.showTopic('cascade', { offered: true });
	const second = connect();
	await second.join({ topics: ['risk', 'cascade'], everyMs: 60_000 });
	const seqs: (number | undefined)[] = [];
	for (let round = 0; round < 6; round++) {
		await stage.harness.tick(fleetOf(names, random));
		await caughtUp();
		seqs.push(second.held.get('cascade')?.seq);
	}
	expect(new Set(seqs)).toEqual(new Set([2]));
	await stage.harness.tick(fleetOf(names, random), true);
	await caughtUp();
	expectTrue(first, ['risk', 'cascade']);
	expectTrue(second, ['risk', 'cascade']);
});

test('a sign of life between two states says how old the states are that the viewer holds, not the newest', async () => {
	await stage.harness.tick(fleetOf(names, random));
	const first = connect();
	await first.join({ topics: ['risk'], everyMs: 30_000 });
	for (let round = 0; round < 2; round++) await stage.harness.tick(fleetOf(names, random));
	const second = connect();
	await second.join({ topics: ['risk'], everyMs: 30_000 });
	for (let round = 0; round < 4; round++) await stage.harness.tick(fleetOf(names, random));
	await caughtUp();
	expect(first.ticks.map(({ age }) => age)).toEqual([15_000, 0]);
	expect(second.ticks.map(({ age }) => age)).toEqual([5_000, 0]);
});
