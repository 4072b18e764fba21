import { describe, expect, test } from 'vitest';
import type { Fleet } from '#core/fleet.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { DEFAULT_HOLD_MS } from '#core/levels/steady.ts';
import type { KeptStates } from '#core/history/kept-ticks.ts';
import { CurrentState } from '../../../server/state/current-state.ts';
import { outlookOf } from '../../../server/upstream/outlook.ts';
import { newest } from '../../../server/state/ledger.ts';
import { DerivedHistory } from '../../support/derived-history.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const TICK_MS = 5_000;
const NO_FORECASTS: Fleet['forecasts'] = {
	metrics: [],
	steps: 0,
	values: new Float32Array(),
	now: new Float32Array(),
	trend: new Float32Array()
};

function currentStateAt(clock: FakeClock): CurrentState {
	const currentState = new CurrentState({
		clock,
		thresholds: DEFAULT_THRESHOLDS,
		holdMs: DEFAULT_HOLD_MS,
		newEpoch: () => 'epoch1'
	});
	currentState.daemon = { state: 'live', stale: false, since: 0 };
	return currentState;
}

/** One tick of a fleet of one server, and of the fleet's risk in percent. */
async function show(
	currentState: CurrentState,
	clock: FakeClock,
	{ score, percent }: { score: number; percent?: number }
): Promise<KeptStates> {
	await clock.advance(TICK_MS);
	currentState.beginTick(clock.now() / 1_000, clock.now());
	const rows = [{ name: 'a', score, profile: 'Web', reading: {} }];
	const environment = percent === undefined ? {} : { risk30m: percent / 100 };
	const outlook = outlookOf(rows, NO_FORECASTS);
	const fleet = { rows, alerts: [], environment, forecasts: NO_FORECASTS, outlook, rejected: [] };
	currentState.show(fleet, new Set(), new Set());
	const topics = ['summary', 'risk', 'metrics', 'alerts'] as const;
	// By construction: the ledger holds each topic's own states.
	return Object.fromEntries(
		topics.map((topic) => [topic, newest(currentState.ledger, topic)?.state])
	) as unknown as KeptStates;
}

/** What history keeps of these scores, tick by tick. */
async function historyOf(scores: readonly number[]) {
	const clock = new FakeClock();
	const currentState = currentStateAt(clock);
	const history = new DerivedHistory();
	for (const score of scores) {
		const states = await show(currentState, clock, { score });
		const at = clock.now();
		history.keep({ tick: at / 1_000, at, epoch: 'epoch1', ok: true, states });
	}
	return history;
}

const times = (count: number, ...scores: readonly number[]) =>
	Array.from({ length: count }, () => scores).flat();

describe('the history of a server', () => {
	test('that flaps about a level has no episode', async () => {
		const history = await historyOf([...times(20, 10), ...times(50, 65, 10), ...times(20, 10)]);
		expect(history.ask('events', { range: '1h', limit: 10 })).toMatchObject({ total: 0 });
		expect(history.ask('summary', { range: '1h' })).toMatchObject({
			alerts: 0,
			serversAffected: 0
		});
		const { points } = history.ask('environment', { range: '1h' });
		expect(Math.max(...points.map(({ warning }) => warning))).toBe(0);
		expect(history.ask('servers', { range: '1h' }).servers).toMatchObject([
			{ warningMs: 0, highestRisk: 65 }
		]);
	});

	test('that is critical for one tick has one episode, of a minute at least', async () => {
		const history = await historyOf([...times(5, 10), 90, ...times(60, 10)]);
		const { events } = history.ask('events', { range: '1h', limit: 10 });
		expect(events.map(({ kind, to }) => [kind, to])).toEqual([
			['resolved', 'healthy'],
			['escalated', 'critical']
		]);
		const { meanResolveMs } = history.ask('summary', { range: '1h' });
		expect(meanResolveMs).toBe(DEFAULT_HOLD_MS + TICK_MS);
	});

	test('that is critical again and again has one episode', async () => {
		const history = await historyOf([...times(5, 10), ...times(30, 85, 70, 40), ...times(30, 10)]);
		expect(history.ask('summary', { range: '1h' })).toMatchObject({ alerts: 1, resolved: 1 });
	});
});

describe('what is shown of a server', () => {
	test('is its score and the level that it earns, and beside it what counts where that is another', async () => {
		const clock = new FakeClock();
		const currentState = currentStateAt(clock);
		expect((await show(currentState, clock, { score: 10 })).risk['a']).not.toHaveProperty('steady');
		expect((await show(currentState, clock, { score: 65 })).risk['a']).toMatchObject({
			score: 65,
			level: 'warning',
			steady: { score: 10, level: 'healthy' }
		});
		for (const score of times(11, 65)) await show(currentState, clock, { score });
		expect((await show(currentState, clock, { score: 65 })).risk['a']).not.toHaveProperty('steady');
	});

	test('is not counted by what the daemon repeats while nothing feeds it', async () => {
		const clock = new FakeClock();
		const currentState = currentStateAt(clock);
		await show(currentState, clock, { score: 10 });
		currentState.daemon = { state: 'feed-silent', stale: true, since: 0 };
		for (const score of times(30, 65)) await show(currentState, clock, { score });
		currentState.daemon = { state: 'live', stale: false, since: 0 };
		expect((await show(currentState, clock, { score: 66 })).risk['a']).toMatchObject({ score: 66 });
	});

	test('counts after a restart as it did before', async () => {
		const clock = new FakeClock();
		const before = currentStateAt(clock);
		await show(before, clock, { score: 10 });
		await show(before, clock, { score: 90 });
		const { risk, summary } = await show(before, clock, { score: 10 });
		const after = currentStateAt(clock);
		after.resume(risk, summary);
		expect((await show(after, clock, { score: 10 })).risk['a']).toMatchObject({
			level: 'healthy',
			steady: { level: 'critical' }
		});
	});
});

test('a message about the fleet waits until its risk has lasted, unless somebody is phoned for it', async () => {
	const clock = new FakeClock();
	const currentState = currentStateAt(clock);
	const steadyAt = async (percent: number) =>
		(await show(currentState, clock, { score: 10, percent })).summary.steady?.risk30mPercent;
	expect(await steadyAt(30)).toBeUndefined();
	expect(await steadyAt(45)).toBe(30);
	expect(await steadyAt(71)).toBeUndefined();
	expect(await steadyAt(30)).toBe(71);
	for (const percent of times(12, 30)) await steadyAt(percent);
	expect(await steadyAt(30)).toBeUndefined();
});
