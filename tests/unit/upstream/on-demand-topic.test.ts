import { expect, test } from 'vitest';
import type { JsonObject } from '#core/json/json.ts';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import { createOnDemandTopic } from '../../../server/topics/on-demand-topic.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const EVERY_MS = 60_000;
const TICK_MS = 5_000;
const FAILS = err('daemon-error', 'The daemon answered with an error (HTTP 500).');
const good = (count: number): Result<JsonObject> => ok({ offered: true, count });

type Answer = Result<JsonObject> | undefined;
const never = new Promise<Answer>(() => undefined);

/** A demand that somebody watches; `answer` says how the daemon answers the call of that number. */
function stage(answer: (call: number, onBegun: () => void) => Answer | Promise<Answer>) {
	const clock = new FakeClock();
	const shown: (JsonObject | undefined)[] = [];
	const viewer = { watches: true, stale: false };
	let calls = 0;
	const demand = createOnDemandTopic({
		topic: 'drift',
		everyMs: EVERY_MS,
		tickMs: TICK_MS,
		clock,
		read: async (_signal, onBegun) => answer(++calls, onBegun),
		isWatched: () => viewer.watches,
		isStale: () => viewer.stale,
		onState: (state) => shown.push(state),
		onOutdated: () => shown.push(undefined)
	});
	demand.watch();
	return {
		demand,
		viewer,
		setBack: (ms: number) => clock.setBack(ms),
		shown,
		calls: () => calls,
		now: () => clock.now(),
		newest: () => shown.at(-1),
		async pass(ms: number): Promise<void> {
			for (let gone = 0; gone < ms; gone += TICK_MS) {
				await clock.advance(TICK_MS);
				demand.publish();
			}
		}
	};
}

test('a first read that fails is shown with its reason and repeated within 15 s', async () => {
	const { pass, newest, calls, now } = stage((call) => (call === 1 ? FAILS : good(call)));
	const since = now();
	await pass(TICK_MS);
	const reason = 'The daemon answered with an error (HTTP 500).';
	expect(newest()).toEqual({ offered: false, failed: { reason, since } });
	await pass(15_000);
	expect(calls()).toBe(2);
	expect(newest()).toEqual({ offered: true, count: 2 });
});

test('a state stays for 2.5 rhythms after the last success, then it gives way to why and since when', async () => {
	const { pass, newest, now } = stage((call) => (call === 1 ? good(call) : FAILS));
	const first = now();
	const since = first + EVERY_MS;
	await pass(2.5 * EVERY_MS);
	expect(newest()).toEqual({ offered: true, count: 1, asOf: first });
	await pass(TICK_MS);
	expect(newest()).toMatchObject({ offered: false, failed: { since } });
});

test('while all is marked stale the last state stays, and afterwards the daemon is asked at once', async () => {
	const { pass, newest, viewer, calls, now } = stage((call) =>
		call === 1 || call > 30 ? good(call) : FAILS
	);
	const first = now();
	await pass(TICK_MS);
	viewer.stale = true;
	await pass(400_000);
	expect(newest()).toEqual({ offered: true, count: 1, asOf: first });
	const before = calls();
	viewer.stale = false;
	await pass(2 * TICK_MS);
	expect(calls()).toBe(before + 1);
});

test('an outdated state that is not watched is dropped', async () => {
	const { pass, newest, viewer, calls } = stage(good);
	await pass(TICK_MS);
	viewer.watches = false;
	await pass(2 * EVERY_MS);
	expect(newest()).toEqual({ offered: true, count: 1 });
	await pass(EVERY_MS);
	expect(newest()).toBeUndefined();
	expect(calls()).toBe(1);
});

test('a newcomer is not given the failure of an earlier time', async () => {
	const { demand, pass, shown, viewer } = stage((call) => (call === 1 ? FAILS : good(call)));
	await pass(TICK_MS);
	viewer.watches = false;
	await pass(10 * EVERY_MS);
	shown.length = 0;
	viewer.watches = true;
	demand.watch();
	await pass(TICK_MS);
	expect(shown).toEqual([{ offered: true, count: 2 }]);
});

test('a restarted daemon is asked at once', async () => {
	const { demand, pass, newest, calls } = stage(good);
	await pass(TICK_MS);
	demand.restart();
	await pass(TICK_MS);
	expect(calls()).toBe(2);
	expect(newest()).toEqual({ offered: true, count: 2 });
});

test('a clock that is set back by a day does not stop the asking', async () => {
	const { pass, setBack, calls } = stage(good);
	await pass(EVERY_MS / 2);
	setBack(86_400_000);
	await pass(2 * EVERY_MS);
	expect(calls()).toBeGreaterThanOrEqual(2);
});

test('a state whose next answer is overdue by 2.5 ticks says once when it was true, until the answer comes', async () => {
	const late = Promise.withResolvers<Answer>();
	const { pass, newest, shown, now } = stage((call) => (call === 1 ? good(call) : late.promise));
	const first = now();
	await pass(EVERY_MS + 2 * TICK_MS);
	expect(newest()).toEqual({ offered: true, count: 1 });
	await pass(EVERY_MS);
	expect(shown).toEqual([
		{ offered: true, count: 1 },
		{ offered: true, count: 1, asOf: first }
	]);
	late.resolve(good(2));
	await pass(TICK_MS);
	expect(newest()).toEqual({ offered: true, count: 2 });
});

test('a state is as old as the question that the daemon answered with it, not as the wait for its turn', async () => {
	const turn = Promise.withResolvers<undefined>();
	const answered = Promise.withResolvers<undefined>();
	const { pass, newest, now } = stage(async (call, onBegun) => {
		if (call > 1) return never;
		await turn.promise;
		onBegun();
		await answered.promise;
		// Of the calls that follow for the same state.
		onBegun();
		return good(call);
	});
	await pass(EVERY_MS / 2);
	const begun = now();
	turn.resolve(undefined);
	await pass(TICK_MS);
	answered.resolve(undefined);
	await pass(2 * EVERY_MS);
	expect(newest()).toEqual({ offered: true, count: 1, asOf: begun });
});

test('a first answer that is put off says what it waits for, and since when', async () => {
	const { pass, newest, now } = stage(() => never);
	const since = now();
	await pass(2 * TICK_MS);
	expect(newest()).toBeUndefined();
	await pass(10 * EVERY_MS);
	const reason = expect.stringContaining('Waiting for the daemon') as string;
	expect(newest()).toEqual({ offered: false, failed: { reason, since } });
});

test('a state that is put off for 2.5 rhythms gives way to what its successor waits for', async () => {
	const { pass, newest, now } = stage((call) => (call === 1 ? good(call) : never));
	const since = now() + EVERY_MS;
	await pass(2.5 * EVERY_MS + TICK_MS);
	expect(newest()).toMatchObject({ offered: false, failed: { since } });
});

test('of a daemon that has no such thing nothing is dated', async () => {
	const { pass, shown } = stage((call) => (call === 1 ? ok({ offered: false }) : never));
	await pass(620_000);
	expect(shown).toEqual([{ offered: false }]);
});

test('a question that was called off for want of a viewer is not counted as overdue to the next one', async () => {
	const first = Promise.withResolvers<Answer>();
	const { demand, pass, newest, viewer } = stage((call) => (call > 1 ? never : first.promise));
	viewer.watches = false;
	first.resolve(undefined);
	await pass(10 * EVERY_MS);
	viewer.watches = true;
	demand.watch();
	await pass(2 * TICK_MS);
	expect(newest()).toBeUndefined();
});
