import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { err } from '#core/protocol/problem.ts';
import { explainTopic } from '#core/protocol/topic.ts';
import { nextToAsk, type Due } from '../../../server/topics/explain-queue.ts';
import {
	EVERY_MS,
	explain,
	stage,
	TICK_MS,
	type Answer,
	type Call
} from '../../support/explain-stage.ts';

/** What the daemon allows. */
const LIMIT = { calls: 30, windowMs: 60_000 };

function countOf(calls: readonly Call[], server: string): number {
	return calls.filter((call) => call.server === server).length;
}

/** The most calls in any window of the daemon's, wherever it begins. */
function mostInAWindow(calls: readonly Call[]): number {
	return Math.max(
		0,
		...calls.map(
			({ at }) => calls.filter((call) => call.at >= at && call.at < at + LIMIT.windowMs).length
		)
	);
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `pp${index}`);

describe('an explanation', () => {
	test('that is not watched costs the daemon nothing', async () => {
		const { calls, pass } = stage({ servers: names(20) });
		await pass(10 * EVERY_MS);
		expect(calls).toEqual([]);
	});

	test('is asked for once in a rhythm, however many look', async () => {
		const { calls, look, pass } = stage({ servers: ['a'] });
		for (let viewer = 0; viewer < 1_000; viewer++) look(viewer, 'a');
		await pass(EVERY_MS - TICK_MS);
		expect(calls).toHaveLength(1);
		for (let viewer = 0; viewer < 1_000; viewer++) look(viewer, 'a');
		await pass(EVERY_MS);
		expect(calls).toHaveLength(2);
	});

	test('is in the current state with the tick after the answer, and is removed when it is not watched', async () => {
		const { look, leave, pass, state, calls } = stage({ servers: ['a'], tookMs: 300 });
		look(1, 'a');
		expect(state('a')).toBeUndefined();
		await pass(TICK_MS);
		expect(state('a')).toMatchObject({ explained: true, at: calls[0]?.at });
		leave(1);
		await pass(3 * EVERY_MS);
		expect(calls).toHaveLength(1);
	});

	test('of a moment ago is shown to a newcomer at once, and asked for no more', async () => {
		const { currentState, look, leave, pass, state, calls } = stage({ servers: ['a'] });
		look(1, 'a');
		await pass(TICK_MS);
		leave(1);
		currentState.drop(new Set([explainTopic('a')]));
		await pass(TICK_MS);
		look(2, 'a');
		expect(state('a')).toMatchObject({ explained: true });
		expect(calls).toHaveLength(1);
	});

	test('of long ago is not shown', async () => {
		const { look, leave, pass, state, currentState, calls } = stage({
			servers: ['a'],
			tookMs: 300
		});
		look(1, 'a');
		await pass(TICK_MS);
		leave(1);
		currentState.drop(new Set([explainTopic('a')]));
		await pass(2.5 * EVERY_MS);
		look(2, 'a');
		expect(state('a')).toBeUndefined();
		await pass(2 * TICK_MS);
		expect(state('a')).toMatchObject({ at: calls[1]?.at });
	});

	test('of a server that the fleet lacks is shown as missing, without a call', async () => {
		const { calls, look, pass, state, fleet } = stage({ servers: ['a'] });
		for (const name of ['', '__proto__', 'toString', '../a']) look(1, name, 'none');
		await pass(2 * EVERY_MS);
		expect(state('none')).toEqual({
			explained: false,
			reason: 'The daemon reports no server of this name.'
		});
		expect(calls).toEqual([]);
		fleet(['a', 'none']);
		await pass(2 * TICK_MS);
		expect(state('none')).toMatchObject({ explained: true });
	});

	test('is asked for under whatever name a server bears', async () => {
		const hostile = ['', '..', 'a/b', '__proto__', '<b>', 'é 漢'];
		const { calls, look, pass } = stage({ servers: hostile });
		look(1, ...hostile);
		await pass(EVERY_MS - TICK_MS);
		expect(calls.map(({ server }) => server).sort()).toEqual([...hostile].sort());
	});

	test('of a restarted daemon is not the earlier one', async () => {
		const { currentState, explanations, look, pass, state, fleet, calls } = stage({
			servers: ['a']
		});
		look(1, 'a');
		await pass(TICK_MS);
		currentState.beginEpoch();
		explanations.restart();
		fleet(['a']);
		expect(state('a')).toBeUndefined();
		await pass(2 * TICK_MS);
		expect(calls).toHaveLength(2);
		expect(state('a')).toMatchObject({ at: calls[1]?.at });
	});
});

describe('a daemon that fails', () => {
	test('costs no viewer what was explained before', async () => {
		let failing = false;
		const answer: Answer = (call) =>
			failing ? err('daemon-timeout', 'The daemon did not answer in time.') : explain(call);
		const { look, pass, state } = stage({ servers: ['a', 'b'], answer });
		look(1, 'a');
		await pass(TICK_MS);
		failing = true;
		look(2, 'b');
		await pass(2 * EVERY_MS);
		expect(state('a')).toMatchObject({ explained: true });
		expect(state('b')).toEqual({
			explained: false,
			reason: 'The daemon did not answer in time. Fleetcast asks again automatically.'
		});
		failing = false;
		await pass(EVERY_MS);
		expect(state('b')).toMatchObject({ explained: true });
	});

	test('by asking for fewer calls gets none until its wait is over', async () => {
		const waitMs = 60_000;
		let told: number | undefined;
		const { calls, look, pass } = stage({
			servers: names(5),
			answer(call) {
				if (told !== undefined) return explain(call);
				told = call.at;
				return err('rate-limited', 'The daemon asks for fewer calls.', waitMs);
			}
		});
		look(1, ...names(5));
		await pass(waitMs - TICK_MS);
		expect(calls).toHaveLength(1);
		await pass(3 * TICK_MS);
		expect(calls.length).toBeGreaterThan(1);
		expect((calls[1]?.at ?? 0) - (told ?? 0)).toBeGreaterThanOrEqual(waitMs);
	});

	test('is not asked while it is down', async () => {
		const { currentState, calls, clock, look, explanations } = stage({ servers: ['a'] });
		currentState.daemon = { state: 'down', stale: true, since: 0 };
		look(1, 'a');
		explanations.publish();
		await clock.advance(10 * EVERY_MS);
		expect(calls).toEqual([]);
	});
});

describe('all explanations together', () => {
	test('stay within the daemon’s limit, and each server gets its turn', async () => {
		const servers = names(100);
		const { calls, look, pass, mostAtOnce } = stage({ servers, tookMs: 700 });
		for (const [index, server] of servers.entries()) look(index, server);
		await pass(20 * EVERY_MS);
		expect(mostInAWindow(calls)).toBeLessThanOrEqual(LIMIT.calls);
		expect(mostAtOnce()).toBe(1);
		const counts = servers.map((server) => countOf(calls, server));
		expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
		expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
	});

	test('stay within it whatever mix of viewers and servers comes and goes', async () => {
		const step = fc.record({
			viewer: fc.nat(6),
			servers: fc.array(fc.nat(59), { maxLength: 16 }),
			passMs: fc.nat(40_000)
		});
		await fc.assert(
			fc.asyncProperty(
				fc.array(step, { minLength: 10, maxLength: 25 }),
				fc.constantFrom(0, 200, 4_000),
				async (steps, tookMs) => {
					const { calls, look, pass, mostAtOnce } = stage({ servers: names(60), tookMs });
					for (const { viewer, servers, passMs } of steps) {
						look(viewer, ...servers.map((index) => `pp${index}`));
						await pass(passMs);
					}
					expect(mostInAWindow(calls)).toBeLessThanOrEqual(LIMIT.calls);
					expect(mostAtOnce()).toBeLessThanOrEqual(1);
				}
			),
			{ numRuns: 25 }
		);
	});

	test('let a newcomer wait for one call at most', async () => {
		const servers = names(60);
		const { calls, look, pass } = stage({ servers });
		look(1, ...servers);
		await pass(EVERY_MS);
		const before = calls.length;
		const newcomer = servers.find((server) => countOf(calls, server) === 0) ?? '';
		look(2, newcomer);
		await pass(TICK_MS);
		expect(calls.slice(before, before + 2).map(({ server }) => server)).toContain(newcomer);
	});
});

describe('the next to be asked about', () => {
	const due = (server: string, dueAt: number, opening: number, unanswered: boolean): Due => ({
		server,
		dueAt,
		opening,
		unanswered
	});
	const WAITING = [
		due('longest', 1, 1, false),
		due('opened first', 2, 2, true),
		due('opened last', 3, 3, true)
	];

	test('is in turn the newest opened without an answer, and the one due longest', () => {
		expect(nextToAsk(WAITING, 0)?.server).toBe('opened last');
		expect(nextToAsk(WAITING, 1)?.server).toBe('longest');
	});

	test('is the one due longest where all have an answer, and nobody where none is due', () => {
		expect(nextToAsk(WAITING.slice(0, 1), 0)?.server).toBe('longest');
		expect(nextToAsk([], 0)).toBeUndefined();
	});
});
