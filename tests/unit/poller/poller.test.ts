import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPoller, type Poller, type PollerTick } from '../../../server/poller/poller.ts';
import type { PollResult } from '../../../server/upstream/poll.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { failedRound, goodRound } from '../../support/rounds.ts';

const TICK_MS = 5_000;
let clock: FakeClock;
let stop: AbortController;
let poller: Poller;
let running: Promise<void> | undefined;
let ticks: PollerTick[];
let calls: number[];
let underWay: number;
let mostUnderWay: number;
/** How the daemon answers; an unsettled promise is one that hangs. */
let answer: () => Promise<PollResult>;

beforeEach(() => {
	clock = new FakeClock();
	stop = new AbortController();
	ticks = [];
	calls = [];
	underWay = 0;
	mostUnderWay = 0;
	answer = () => Promise.resolve(goodRound(calls.length));
	poller = createPoller({
		clock,
		random: () => 1,
		tickMs: TICK_MS,
		async pollDaemon() {
			calls.push(clock.now());
			mostUnderWay = Math.max(mostUnderWay, ++underWay);
			const round = await answer();
			underWay--;
			return round;
		},
		onTick: (tick) => ticks.push(tick)
	});
	running = undefined;
});
afterEach(async () => {
	stop.abort();
	await clock.advance(0);
	expect(mostUnderWay).toBeLessThanOrEqual(1);
	expect(clock.pending).toBe(0);
});

async function advance(ms: number): Promise<void> {
	running ??= poller.run(stop.signal);
	await clock.advance(ms);
}

/** A daemon that takes `ms` of the clock's time. */
function slow(ms: number): () => Promise<PollResult> {
	return () =>
		new Promise((resolve) => {
			clock.after(ms, () => resolve(goodRound(calls.length)));
		});
}

const gaps = () => calls.slice(1).map((at, index) => at - (calls[index] ?? 0));

test('one call a tick, numbered from 1', async () => {
	await advance(3 * TICK_MS);
	expect(gaps()).toEqual([TICK_MS, TICK_MS, TICK_MS]);
	expect(ticks.map(({ tick }) => tick)).toEqual([1, 2, 3, 4]);
	expect(ticks.every(({ result: round }) => round?.fleet.ok)).toBe(true);
});

test('a slow answer does not stretch the tick, as long as it comes within it', async () => {
	answer = slow(1_800);
	await advance(2 * TICK_MS + 1_800);
	expect(gaps()).toEqual([TICK_MS, TICK_MS]);
});

test('while an answer hangs, ticks without data go on as the heartbeat and no second call starts', async () => {
	await advance(0);
	answer = slow(18_000);
	await advance(TICK_MS + 18_000);
	expect(calls).toHaveLength(2);
	const beats = ticks.map(({ result: round }) => round !== undefined);
	expect([beats.at(0), ...new Set(beats.slice(1, -1)), beats.at(-1)]).toEqual([true, false, true]);
	const gapsOfTicks = ticks.slice(1).map(({ at }, index) => at - (ticks[index]?.at ?? 0));
	expect(Math.max(...gapsOfTicks)).toBeLessThanOrEqual(1.5 * TICK_MS);
});

test('the first failure is asked about again at the next tick, further ones ever later up to 15 s', async () => {
	answer = () => Promise.resolve(failedRound('daemon-unreachable'));
	await advance(70_000);
	expect(gaps().slice(0, 4)).toEqual([5_000, 10_000, 15_000, 15_000]);
	expect(ticks.length).toBeGreaterThanOrEqual(14);
	answer = () => Promise.resolve(goodRound(1));
	await advance(15_000);
	const recovered = calls.length;
	await advance(TICK_MS);
	expect(calls.length).toBe(recovered + 1);
});

test('the daemon says when it will be asked again while it fails', async () => {
	answer = () => Promise.resolve(failedRound('daemon-unreachable'));
	await advance(TICK_MS);
	expect(ticks.at(-1)?.retryAt).toBe(clock.now() + 10_000);
});

test('429 is waited out as told, and no refresh goes around it', async () => {
	answer = () => Promise.resolve(failedRound('rate-limited', 60_000));
	await advance(10_000);
	expect(await poller.refresh()).toEqual({ ok: true, value: { outcome: 'wait', waitMs: 50_000 } });
	await advance(49_999);
	expect(calls).toHaveLength(1);
	await advance(1);
	expect(calls).toHaveLength(2);
	expect(ticks.length).toBe(13);
});

test('a refused key is asked about once a minute', async () => {
	answer = () => Promise.resolve(failedRound('key-refused', 60_000));
	await advance(180_000);
	expect(calls).toHaveLength(4);
});

test('too little data and blank answers are no reason to ask less often', async () => {
	answer = () => Promise.resolve(failedRound('insufficient-data'));
	await advance(2 * TICK_MS);
	answer = () => Promise.resolve(failedRound('daemon-blank'));
	await advance(2 * TICK_MS);
	expect(gaps()).toEqual([TICK_MS, TICK_MS, TICK_MS, TICK_MS]);
});

test('twenty who press Refresh at once cost one call, and all learn of the same tick', async () => {
	await advance(3_000);
	const outcomes = Array.from({ length: 20 }, () => poller.refresh());
	await advance(0);
	expect(new Set((await Promise.all(outcomes)).map((outcome) => JSON.stringify(outcome)))).toEqual(
		new Set([JSON.stringify({ ok: true, value: { outcome: 'fresh', tick: 2 } })])
	);
	expect(calls).toHaveLength(2);
	expect(ticks.at(-1)?.forced).toBe(true);
});

test('a refresh joins the call under way', async () => {
	answer = slow(2_000);
	await advance(TICK_MS + 500);
	const outcome = poller.refresh();
	await advance(1_500);
	expect(await outcome).toEqual({ ok: true, value: { outcome: 'fresh', tick: 2 } });
	expect(calls).toHaveLength(2);
});

test('a refresh right after a call is told to wait', async () => {
	await advance(500);
	expect(await poller.refresh()).toEqual({ ok: true, value: { outcome: 'wait', waitMs: 1_500 } });
	expect(calls).toHaveLength(1);
});

test('however often Refresh is pressed, the daemon gets at most 30 calls in any minute and at least one per tick', async () => {
	for (let second = 0; second < 180; second++) {
		void poller.refresh();
		await advance(1_000);
	}
	for (const at of calls)
		expect(calls.filter((other) => other >= at && other < at + 60_000).length).toBeLessThanOrEqual(
			30
		);
	expect(Math.max(...gaps())).toBeLessThanOrEqual(TICK_MS);
});

test('a failed refresh says what is wrong', async () => {
	await advance(3_000);
	answer = () => Promise.resolve(failedRound('daemon-error'));
	const outcome = poller.refresh();
	await advance(0);
	expect(await outcome).toMatchObject({ ok: false, problem: { kind: 'daemon-error' } });
});

test('a refresh after the end is answered, not left waiting', async () => {
	await advance(3_000);
	stop.abort();
	await advance(0);
	expect(await poller.refresh()).toMatchObject({ ok: false, problem: { kind: 'server-closing' } });
	expect(calls).toHaveLength(1);
});

test('closing answers those who wait', async () => {
	answer = () =>
		new Promise((resolve) => {
			stop.signal.addEventListener('abort', () => resolve(failedRound('daemon-unreachable')));
		});
	await advance(TICK_MS);
	const outcome = poller.refresh();
	stop.abort();
	expect(await outcome).toMatchObject({ ok: false, problem: { kind: 'server-closing' } });
});

test.each(['between calls', 'during a call'])(
	'a wall clock that is set back %s changes nothing but the times that are told',
	async (moment) => {
		answer = slow(1_000);
		await advance(60_000 + (moment === 'during a call' ? 500 : 3_000));
		const before = calls.length;
		clock.setBack(600_000);
		await advance(61_000);
		expect(calls.length - before).toBe(12);
		expect(ticks.at(-1)?.at).toBeLessThanOrEqual(clock.now());
		expect(ticks.at(-1)?.at).toBeGreaterThan(clock.now() - TICK_MS);
	}
);

test('the time of the next poll is given by the wall clock', async () => {
	answer = () => Promise.resolve(failedRound('daemon-unreachable'));
	await advance(1_000);
	clock.setBack(600_000);
	await advance(4_000);
	expect(ticks.at(-1)?.retryAt).toBe(clock.now() + 10_000);
});

test('a refresh after the wall clock was set back is told to wait no longer than before', async () => {
	await advance(500);
	clock.setBack(600_000);
	expect(await poller.refresh()).toEqual({ ok: true, value: { outcome: 'wait', waitMs: 1_500 } });
});
