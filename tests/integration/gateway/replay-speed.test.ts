import { expect, test } from 'vitest';
import type { DaemonHealth } from '#core/protocol/daemon.ts';
import { TICK_MS, type GatewayHarness } from '../../support/gateway-harness.ts';
import { MemoryHistory } from '../../support/memory-history.ts';
import { PlainViewer } from '../../support/plain-viewer.ts';
import { BEGIN, joinPast, keptTicks, replayStage } from '../../support/replay-stage.ts';

const { start, connect } = replayStage();

test('time goes by as fast as asked, and never more than four packets a second', async () => {
	const history = keptTicks(200);
	const harness = await start(history);
	const viewer = connect(harness);
	await joinPast(viewer, ['risk'], BEGIN, 60);
	for (let second = 0; second < 10; second++) await harness.clock.advance(1_000);
	await viewer.caughtUp();
	const shownMs = (viewer.ticks.at(-1)?.at ?? 0) - BEGIN;
	expect(shownMs).toBeGreaterThanOrEqual(9 * 60_000);
	expect(shownMs).toBeLessThanOrEqual(10 * 60_000);
	expect(viewer.ticks.length).toBeLessThanOrEqual(40);
});

test('hours in which nothing was kept go by in a tick', async () => {
	const history = keptTicks(2);
	const [first, second] = history.moments;
	if (!first || !second) throw new Error('two moments');
	history.moments[1] = { ...second, at: first.at + 5 * 3_600_000 };
	const harness = await start(history);
	const viewer = connect(harness);
	await joinPast(viewer, ['risk'], BEGIN, 1);
	await harness.clock.advance(TICK_MS);
	await viewer.caughtUp();
	expect(viewer.held.get('risk')?.state).toEqual(second.states.risk);
});

/** The same ticks at other times: `at` tells when each was, in ms after the first. */
function retimed(history: MemoryHistory, at: (index: number) => number): MemoryHistory {
	for (const [index, moment] of history.moments.entries())
		history.moments[index] = { ...moment, at: BEGIN + at(index) };
	return history;
}

/** The moments that a viewer is shown, each once, and when: seconds of now → seconds of then. */
async function watchSeconds(viewer: PlainViewer, harness: GatewayHarness, seconds: number) {
	const shown: [number, number][] = [];
	for (let second = 1; second <= seconds; second++) {
		await harness.clock.advance(1_000);
		await viewer.caughtUp();
		const then = ((viewer.ticks.at(-1)?.at ?? BEGIN) - BEGIN) / 1_000;
		if (then !== (shown.at(-1)?.[1] ?? 0)) shown.push([second, then]);
	}
	return shown;
}

test.each([
	[
		1,
		30,
		[
			[30, 30],
			[60, 60],
			[90, 90]
		]
	],
	[
		0.5,
		5,
		[
			[10, 5],
			[20, 10],
			[30, 15]
		]
	],
	[
		10,
		30,
		[
			[3, 30],
			[6, 60],
			[9, 90]
		]
	]
] as const)(
	'at %d× ticks that are %d s apart go by at that speed',
	async (speed, apart, expected) => {
		const harness = await start(retimed(keptTicks(4), (index) => index * apart * 1_000));
		const viewer = connect(harness);
		await joinPast(viewer, ['risk'], BEGIN, speed);
		const [lastAt] = expected[2];
		expect(await watchSeconds(viewer, harness, lastAt)).toEqual(expected);
		// While one step is waited for, it still is a sign of life each tick.
		expect(viewer.ticks.length).toBeGreaterThanOrEqual(Math.floor(lastAt / 5));
	}
);

test('ticks that always were minutes apart are no gaps once two of them have gone by', async () => {
	const harness = await start(retimed(keptTicks(4), (index) => index * 120_000));
	const viewer = connect(harness);
	await joinPast(viewer, ['risk'], BEGIN, 1);
	expect(await watchSeconds(viewer, harness, 245)).toEqual([
		[5, 120],
		[125, 240],
		[245, 360]
	]);
});

test('data that stood still then are stale now too, until they move again', async () => {
	const history = keptTicks(4);
	for (const index of [1, 2]) {
		const moment = history.moments[index];
		if (moment) history.moments[index] = { ...moment, ok: false, measuredAt: BEGIN - 1_000 };
	}
	const harness = await start(history);
	const running = connect(harness);
	const told: DaemonHealth[] = [];
	running.socket.on('daemon', (health) => told.push(health));
	const first = await joinPast(running, ['risk'], BEGIN, 1);
	expect(first.daemon).toMatchObject({ state: 'live', stale: false });
	for (let tick = 0; tick < 3; tick++) await harness.clock.advance(TICK_MS);
	await running.caughtUp();
	expect(told).toEqual([
		{
			state: 'feed-silent',
			stale: true,
			since: BEGIN + TICK_MS,
			dataAt: BEGIN - 1_000,
			measuredAt: BEGIN - 1_000
		},
		{
			state: 'live',
			stale: false,
			since: BEGIN + 3 * TICK_MS,
			dataAt: BEGIN + 3 * TICK_MS - 1_000,
			measuredAt: BEGIN + 3 * TICK_MS - 1_000
		}
	]);
	const still = await joinPast(connect(harness), ['risk'], BEGIN + TICK_MS, 0);
	expect(still.daemon).toMatchObject({ state: 'feed-silent', stale: true, dataAt: BEGIN - 1_000 });
});
