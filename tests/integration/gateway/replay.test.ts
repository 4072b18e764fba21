import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KEPT_TOPICS, type KeptMoment } from '#core/history/kept-ticks.ts';
import { TICK_TOPICS } from '#core/protocol/topic.ts';
import { alertsOf } from '../../../server/state/fleet-states.ts';
import { fleetOf, seeded } from '../../support/fleets.ts';
import { TICK_MS } from '../../support/gateway-harness.ts';
import { PlainViewer } from '../../support/plain-viewer.ts';
import { BEGIN, joinPast, keptTicks, replayStage } from '../../support/replay-stage.ts';

const { start, connect } = replayStage();

function expectHolds(viewer: PlainViewer, moment: KeptMoment | undefined): void {
	for (const topic of TICK_TOPICS)
		expect(viewer.held.get(topic)?.state).toEqual(moment?.states[topic]);
}

test('the past begins with the newest tick at or before the moment, and says which', async () => {
	const history = keptTicks(10);
	const harness = await start(history);
	const viewer = connect(harness);
	const joined = await joinPast(viewer, TICK_TOPICS, BEGIN + 2 * TICK_MS + 1, 0);
	expectHolds(viewer, history.moments[2]);
	expect(joined).toMatchObject({
		at: BEGIN + 2 * TICK_MS,
		age: 1_000,
		daemon: { state: 'live' },
		replay: { at: BEGIN + 2 * TICK_MS, speed: 0, from: BEGIN }
	});
});

test('whatever the speed, what a viewer holds in the past is what was live then', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 600 }),
			fc.nat(20),
			fc.nat(1_000),
			async (speed, from, seed) => {
				const history = keptTicks(30, seed);
				const harness = await start(history);
				const viewer = connect(harness);
				await joinPast(viewer, TICK_TOPICS, BEGIN + from * TICK_MS, speed);
				for (let step = 0; step < 20; step++) {
					await harness.clock.advance(1_000);
					await viewer.caughtUp();
					const at = viewer.ticks.at(-1)?.at ?? BEGIN + from * TICK_MS;
					expectHolds(
						viewer,
						history.moments.find((moment) => moment.at === at)
					);
				}
				expect(viewer.faults).toEqual([]);
				expect(viewer.ticks.length).toBeGreaterThan(2);
			}
		),
		{ numRuns: 12 }
	);
});

test('no live data are sent to a viewer of the past, and no past data to the others', async () => {
	const harness = await start(keptTicks(20));
	const past = connect(harness);
	const present = connect(harness);
	const heard: string[] = [];
	past.socket.on('daemon', ({ state }) => heard.push(state));
	await present.join({ topics: ['risk'] });
	await joinPast(past, ['risk'], BEGIN, 1);
	const fleet = fleetOf(['now1'], seeded(1));
	for (let tick = 0; tick < 3; tick++) await harness.tick(fleet);
	for (const viewer of [past, present]) await viewer.caughtUp();
	expect(heard).toEqual([]);
	expect(Object.keys(past.held.get('risk')?.state ?? {})).not.toContain('now1');
	expect(Object.keys(present.held.get('risk')?.state ?? {})).toEqual(['now1']);
	expect(past.ticks.every(({ at }) => at < BEGIN + 60_000)).toBe(true);
});

test('back to the present is one join, and a new epoch', async () => {
	const harness = await start(keptTicks(20));
	await harness.tick(fleetOf(['now1'], seeded(1)));
	const viewer = connect(harness);
	await joinPast(viewer, ['risk'], BEGIN, 10);
	await harness.clock.advance(2_000);
	await viewer.join({ topics: ['risk'], since: viewer.since() });
	expect(Object.keys(viewer.held.get('risk')?.state ?? {})).toEqual(['now1']);
	const shown = viewer.ticks.length;
	await harness.tick(fleetOf(['now1', 'now2'], seeded(2)));
	await viewer.caughtUp();
	expect(viewer.ticks.length).toBe(shown + 1);
	expect(Object.keys(viewer.held.get('risk')?.state ?? {})).toHaveLength(2);
	expect(viewer.faults).toEqual([]);
	expect(harness.gateway.replayCount()).toBe(0);
});

test('a past that stands still, or has come to its end, is still a sign of life each tick', async () => {
	const harness = await start(keptTicks(2));
	for (const speed of [0, 1]) {
		const viewer = connect(harness);
		await joinPast(viewer, ['risk'], BEGIN + TICK_MS, speed);
		for (let tick = 0; tick < 3; tick++) await harness.clock.advance(TICK_MS);
		await viewer.caughtUp();
		expect(viewer.ticks).toHaveLength(3);
		expect(viewer.ticks.every(({ at, patches }) => at === BEGIN + TICK_MS && !patches.length)).toBe(
			true
		);
	}
});

test('a time before all that is kept is refused, as is the past where nothing is kept', async () => {
	const kept = connect(await start(keptTicks(2)));
	const none = connect(await start());
	for (const viewer of [kept, none])
		expect(
			await viewer.join({ topics: ['risk'], replay: { at: BEGIN - 1, speed: 1 } })
		).toMatchObject({ ok: false, problem: { kind: 'history-absent' } });
});

test('a topic that has no past waits, and a server is shown at its risk and forecast of then', async () => {
	const history = keptTicks(3);
	const forecast = { now: 1, trend: 0, p10: [1], p50: [2], p90: [3], steps: [6] };
	history.forecasts['ppweb001'] = { mem_used_pct: forecast };
	const harness = await start(history);
	const viewer = connect(harness);
	const joined = await joinPast(
		viewer,
		['drift', 'server/ppweb001', 'server/never', 'history'],
		BEGIN,
		0
	);
	expect(joined.topics['drift']).toEqual({ via: 'waiting' });
	expect(viewer.held.get('server/ppweb001')?.state).toEqual({
		present: true,
		...history.moments[0]?.states.risk['ppweb001'],
		...alertsOf('ppweb001', Object.values(history.moments[0]?.states.alerts ?? {})),
		metrics: { mem_used_pct: forecast }
	});
	expect(viewer.held.get('server/never')?.state).toEqual({ present: false });
	expect(viewer.held.get('history')?.state).toEqual({ keeping: true, ticksFrom: BEGIN });
});

test('a viewer that leaves takes its past with it', async () => {
	const harness = await start(keptTicks(20));
	const viewer = connect(harness);
	await joinPast(viewer, ['risk'], BEGIN, 1);
	expect(harness.gateway.replayCount()).toBe(1);
	viewer.close();
	await expect.poll(() => harness.gateway.replayCount()).toBe(0);
	const [topic] = KEPT_TOPICS;
	expect(harness.gateway.isWatched(topic)).toBe(false);
});

test('a name of the past stands for one state only, in this process and in any other', async () => {
	const names = new Set<string>();
	for (const run of ['one', 'another']) {
		const harness = await start(keptTicks(4), run);
		for (const at of [BEGIN, BEGIN + 2 * TICK_MS]) {
			const viewer = connect(harness);
			await joinPast(viewer, ['risk'], at, 0);
			names.add(viewer.held.get('risk')?.epoch ?? '');
		}
	}
	expect(names.size).toBe(4);
});
