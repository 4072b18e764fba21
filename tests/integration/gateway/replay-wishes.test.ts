import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFleetClient } from '#client/fleet-client.ts';
import type { QueryName, QuestionOf } from '#core/history/queries.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import type { Join, Joined } from '#core/protocol/messages.ts';
import type { Result } from '#core/protocol/problem.ts';
import { MAX_REPLAYS } from '../../../server/gateway/past/replays.ts';
import { newest } from '../../../server/state/ledger.ts';
import { fleetStates } from '../../../server/state/fleet-states.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { startGateway, TICK_MS, type GatewayHarness } from '../../support/gateway-harness.ts';
import { MemoryHistory } from '../../support/memory-history.ts';
import { PlainViewer } from '../../support/plain-viewer.ts';

const BEGIN = Date.UTC(2025, 11, 31, 12);
const LATER = BEGIN + 3 * TICK_MS;
const THEN: Join = { topics: ['risk'], replay: { at: BEGIN, speed: 0 } };
const NOW: Join = { topics: ['risk'] };

/** A history that answers when it is told to. */
class SlowHistory extends MemoryHistory {
	readonly waiting: (() => void)[] = [];

	override async ask<Name extends QueryName>(name: Name, question: QuestionOf<Name>) {
		await new Promise<void>((answer) => this.waiting.push(answer));
		return super.ask(name, question);
	}

	/** Waits for so many questions, and answers all that wait. */
	async answer(count = 1): Promise<void> {
		await expect.poll(() => this.waiting.length, { interval: 1 }).toBeGreaterThanOrEqual(count);
		for (const answer of this.waiting.splice(0)) answer();
	}
}

const random = seeded(11);
const next = () => fleetOf(serverNames(4), random, { forecasts: false });
let history: SlowHistory;
let harness: GatewayHarness;
let viewers: PlainViewer[];

beforeEach(async () => {
	history = new SlowHistory();
	for (let tick = 1; tick <= 5; tick++)
		history.keep({
			tick,
			at: BEGIN + (tick - 1) * TICK_MS,
			ok: true,
			epoch: 'then',
			states: fleetStates(next(), { silent: new Set() }, DEFAULT_THRESHOLDS)
		});
	harness = await startGateway({ history });
	viewers = [];
	await harness.tick(next());
});
afterEach(async () => {
	for (const viewer of viewers) viewer.close();
	await harness.close();
});

function connect(): PlainViewer {
	const viewer = new PlainViewer(harness.url);
	viewers.push(viewer);
	return viewer;
}

/** A viewer of now, and every epoch that it is sent a snapshot of from here on. */
async function connectNow(): Promise<{ viewer: PlainViewer; epochs: string[] }> {
	const viewer = connect();
	await viewer.join(NOW);
	const epochs: string[] = [];
	viewer.socket.on('snapshot', ({ epoch }) => epochs.push(epoch));
	return { viewer, epochs };
}

async function expectLive(viewer: PlainViewer): Promise<void> {
	await harness.tick(next());
	await viewer.caughtUp();
	const truth = newest(harness.currentState.ledger, 'risk');
	expect(viewer.held.get('risk')).toMatchObject({ epoch: truth?.epoch, seq: truth?.seq });
	expect(viewer.faults).toEqual([]);
}

const kindOf = (answer: Result<Joined>) => (answer.ok ? 'ok' : answer.problem.kind);

test('back to now while the past is still being read: nothing of then is sent any more', async () => {
	const { viewer, epochs } = await connectNow();
	const past = viewer.join(THEN);
	await expect.poll(() => history.waiting.length).toBe(1);
	expect(kindOf(await viewer.join(NOW))).toBe('ok');
	await history.answer();
	expect(kindOf(await past)).toBe('join-superseded');
	expect(epochs.filter((epoch) => epoch.startsWith('past'))).toEqual([]);
	expect(harness.gateway.replayCount()).toBe(0);
	await expectLive(viewer);
});

test('then and now asked for at once: now is shown, and no replay runs', async () => {
	const { viewer, epochs } = await connectNow();
	const answers = Promise.all([viewer.join(THEN), viewer.join(NOW)]);
	await history.answer();
	expect((await answers).map(kindOf)).toEqual(['join-superseded', 'ok']);
	expect(epochs.filter((epoch) => epoch.startsWith('past'))).toEqual([]);
	expect([harness.gateway.replayCount(), harness.gateway.roomCount()]).toEqual([0, 1]);
	await expectLive(viewer);
});

test('the present and a past moment requested at once: the past is shown, and no live data are sent', async () => {
	const { viewer } = await connectNow();
	const answers = Promise.all([viewer.join(NOW), viewer.join(THEN)]);
	await history.answer();
	expect((await answers).map(kindOf)).toEqual(['ok', 'ok']);
	expect([harness.gateway.replayCount(), harness.gateway.roomCount()]).toEqual([1, 0]);
	await harness.tick(next());
	await viewer.caughtUp();
	expect(viewer.held.get('risk')?.state).toEqual(history.moments[0]?.states.risk);
	expect(viewer.faults).toEqual([]);
});

test.each(['the first is read', 'the first is shown'])(
	'a jump from one moment to another while %s ends on the second',
	async (when) => {
		const { viewer } = await connectNow();
		const first = viewer.join(THEN);
		if (when === 'the first is shown') {
			await history.answer();
			await first;
		} else await expect.poll(() => history.waiting.length).toBe(1);
		const second = viewer.join({ topics: ['risk'], replay: { at: LATER, speed: 0 } });
		await history.answer(when === 'the first is shown' ? 1 : 2);
		expect(await second).toMatchObject({ ok: true, value: { replay: { at: LATER } } });
		expect(kindOf(await first)).toBe(when === 'the first is shown' ? 'ok' : 'join-superseded');
		expect(viewer.held.get('risk')?.state).toEqual(history.moments[3]?.states.risk);
		await harness.clock.advance(TICK_MS);
		await viewer.caughtUp();
		expect(viewer.ticks.at(-1)?.at).toBe(LATER);
		expect(harness.gateway.replayCount()).toBe(1);
	}
);

test('a live tick during the reading of the past does not move the requested moment', async () => {
	const client = createFleetClient(harness.url, {
		clock: harness.clock,
		transports: ['websocket']
	});
	const shown: unknown[] = [];
	client.on('joined', ({ replay }) => shown.push(replay?.at));
	client.show(['risk']);
	await expect.poll(() => shown).toEqual([undefined]);
	client.replay({ at: BEGIN, speed: 0 });
	await expect.poll(() => history.waiting.length).toBe(1);
	await harness.tick(next());
	await expect.poll(() => client.update?.tick).toBe(2);
	client.show(['risk', 'alerts']);
	await history.answer(2);
	await expect.poll(() => shown).toEqual([undefined, BEGIN]);
	client.close();
});

test('a viewer that leaves while its past is being read leaves nothing behind', async () => {
	const { viewer } = await connectNow();
	viewer.join(THEN).catch(() => undefined);
	await expect.poll(() => history.waiting.length).toBe(1);
	viewer.close();
	await expect.poll(() => harness.gateway.viewers()).toBe(0);
	await history.answer();
	await harness.roundTrip();
	expect([harness.gateway.replayCount(), harness.gateway.roomCount()]).toEqual([0, 0]);
});

test('who is refused the past stays where it was, heartbeat and all', async () => {
	const { viewer } = await connectNow();
	const past = viewer.join({ topics: ['risk'], replay: { at: BEGIN - 1, speed: 1 } });
	await history.answer();
	expect(kindOf(await past)).toBe('history-absent');
	const heard = viewer.ticks.length;
	await expectLive(viewer);
	expect(viewer.ticks.length).toBe(heard + 1);
});

test('who is refused another moment stays at the one it looks at', async () => {
	const { viewer } = await connectNow();
	const shown = viewer.join(THEN);
	await history.answer();
	await shown;
	const refused = viewer.join({ topics: ['risk'], replay: { at: BEGIN - 1, speed: 1 } });
	await history.answer();
	expect(kindOf(await refused)).toBe('history-absent');
	await harness.clock.advance(TICK_MS);
	await viewer.caughtUp();
	expect(viewer.ticks.at(-1)?.at).toBe(BEGIN);
	expect(harness.gateway.replayCount()).toBe(1);
});

test('no more look into the past at once than may, counting those whose past is being read', async () => {
	const many = Array.from({ length: MAX_REPLAYS + 6 }, () => connect());
	for (const viewer of many) await viewer.join(NOW);
	const answers = many.map((viewer) => viewer.join(THEN));
	await history.answer(MAX_REPLAYS);
	const kinds = (await Promise.all(answers)).map(kindOf);
	expect(kinds.filter((kind) => kind === 'ok')).toHaveLength(MAX_REPLAYS);
	expect(kinds.filter((kind) => kind === 'replays-too-many')).toHaveLength(6);
	expect(harness.gateway.replayCount()).toBe(MAX_REPLAYS);
	const turnedAway = many[kinds.indexOf('replays-too-many')];
	if (turnedAway) await expectLive(turnedAway);
});
