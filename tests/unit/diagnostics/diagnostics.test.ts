import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { DEFAULT_HOLD_MS } from '#core/levels/steady.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { diagnosticsSchema } from '#core/topics/diagnostics.ts';
import { CurrentState } from '../../../server/state/current-state.ts';
import { createDiagnostics } from '../../../server/diagnostics/diagnostics.ts';
import type { Vitals } from '../../../server/diagnostics/vitals.ts';
import { newest } from '../../../server/state/ledger.ts';
import { createStatusTopics } from '../../../server/topics/status-topics.ts';
import { err } from '#core/protocol/problem.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { failedRound, goodRound } from '../../support/rounds.ts';

const KEY = 'k3y-of-the-daemon';

/** Diagnostics on a current state of their own; `looks` counts how often anything was put together or measured. */
function start(options: { daemonUrl?: string; watched?: Topic[]; secrets?: string[] } = {}) {
	const clock = new FakeClock();
	const looks = { loopDelay: 0, memory: 0, rests: 0 };
	const vitals: Vitals = {
		loopDelay() {
			looks.loopDelay++;
			return { p50Ms: 0.2, p99Ms: 1.4, mostMs: 12 };
		},
		memory() {
			looks.memory++;
			return { residentMb: 180, heapMb: 60 };
		},
		rest: () => void looks.rests++
	};
	const diagnostics = createDiagnostics({
		clock,
		vitals,
		version: '1.0.0',
		nodeVersion: 'v24.0.0',
		daemonUrl: options.daemonUrl === undefined ? undefined : new URL(options.daemonUrl),
		secrets: options.secrets ?? [KEY]
	});
	const currentState = new CurrentState({
		clock,
		thresholds: DEFAULT_THRESHOLDS,
		holdMs: DEFAULT_HOLD_MS,
		newEpoch: () => 'epoch'
	});
	const watched = new Set<Topic>(options.watched ?? ['diagnostics']);
	const own = createStatusTopics({
		sources: [diagnostics.source],
		currentState,
		audience: {
			viewers: () => 3,
			roomCount: () => 2,
			backloggedCount: () => 1,
			watched: () => watched
		}
	});
	let tick = 0;
	return {
		diagnostics,
		currentState,
		watched,
		own,
		looks,
		/** A round is over and published: one packet of `bytes` to each of three viewers. */
		round(result = goodRound(tick + 1), bytes = 500): void {
			currentState.beginTick(++tick, tick * 5_000);
			diagnostics.onPoll(result, { tick, at: tick * 5_000, viewers: 3 });
			if (result.fleet.ok) diagnostics.onRejectedParts(result.fleet.value.fleet.rejected);
			own.publish();
			diagnostics.onSent('tick', bytes, 3);
		},
		state() {
			const state = newest(currentState.ledger, 'diagnostics')?.state;
			return state === undefined ? undefined : diagnosticsSchema.parse(state);
		}
	};
}

test('each poll records the daemon’s time and bytes, and what was published of it', () => {
	const { round, diagnostics, state } = start();
	round();
	// Whoever reads again between two rounds gets the newest state apart.
	diagnostics.onSent('tick', 40, 1);
	diagnostics.onSent('snapshot', 90_000, 1);
	round();
	expect(state()?.rounds).toEqual([
		{
			tick: 1,
			at: 5_000,
			ok: true,
			tookMs: 300,
			daemonBytes: 1000,
			patchBytes: 540,
			deliveries: 4,
			viewers: 3
		}
	]);
});

test('the newest sixty rounds are kept, oldest first', () => {
	const { round, state } = start();
	for (let count = 0; count < 70; count++) round();
	const ticks = state()?.rounds.map(({ tick }) => tick);
	expect(ticks).toHaveLength(60);
	expect(ticks?.[0]).toBe(10);
	expect(ticks?.at(-1)).toBe(69);
});

test('facts about the daemon outlive a failed poll, and the failure is reported once', () => {
	const { round, state } = start();
	round(goodRound(7, { windowSize: 420 }));
	round(failedRound('daemon-timeout'));
	round(failedRound('daemon-timeout'));
	round(failedRound('key-refused'));
	round();
	round(failedRound('daemon-timeout'));
	expect(state()?.daemon).toMatchObject({ embedded: true, windowSize: 420, servers: 3 });
	expect(state()?.problems.map(({ at, kind }) => [at, kind])).toEqual([
		[30_000, 'daemon-timeout'],
		[20_000, 'key-refused'],
		[10_000, 'daemon-timeout']
	]);
	expect(state()?.rounds[1]).toEqual({
		tick: 2,
		at: 10_000,
		ok: false,
		patchBytes: 500,
		deliveries: 3,
		viewers: 3
	});
});

test('parts set aside stand once each, the newest first, however often they come', () => {
	const { diagnostics, round, state } = start();
	const part = (name: string) => ({ path: name, reason: 'not an object' });
	diagnostics.onRejectedParts([part('a'), part('b'), part('a')]);
	round();
	expect(state()?.setAside).toEqual([part('a'), part('b')]);
	diagnostics.onRejectedParts([part('b'), part('c')]);
	diagnostics.onRejectedParts(Array.from({ length: 1_000 }, (_, index) => part(`many${index}`)));
	diagnostics.onRejectedParts([part('b')]);
	round();
	expect(state()?.setAside).toHaveLength(20);
	expect(state()?.setAside.slice(0, 2)).toEqual([part('b'), part('many0')]);
});

test('topics of single servers come last and are bounded, but all are counted', () => {
	const names = Array.from({ length: 200 }, (_, index): Topic => `server/s${index}`);
	const { round, state } = start({ watched: [...names, 'summary', 'diagnostics'] });
	round();
	expect(state()?.topics.slice(0, 3)).toEqual(['diagnostics', 'summary', 'server/s0']);
	expect(state()?.topics).toHaveLength(50);
	expect(state()?.topicCount).toBe(202);
});

test('of the daemon’s address only scheme, host and port are shown, whatever it contains', () => {
	const word = fc.stringMatching(/^[a-zA-Z0-9]{8,24}$/).map((text) => `~${text}`);
	fc.assert(
		fc.property(word, word, word, word, (user, password, path, query) => {
			const { round, state } = start({
				daemonUrl: `https://${user}:${password}@daemon.example:8443/${path}/?key=${query}#${path}`
			});
			round();
			expect(state()?.daemon.address).toBe('https://daemon.example:8443');
			const text = JSON.stringify(state());
			for (const secret of [user, password, path, query]) expect(text).not.toContain(secret);
		})
	);
});

test('the daemon’s key appears nowhere, though an answer, a fault or a topic’s name hold it', () => {
	fc.assert(
		fc.property(fc.string({ minLength: 6, unit: 'grapheme' }), (key) => {
			const { diagnostics, round, state } = start({
				secrets: [key],
				watched: ['diagnostics', `server/<${key}>`]
			});
			diagnostics.onRejectedParts([{ path: `<${key}>`, reason: `not <${key}>` }]);
			round({
				status: err('daemon-error', `refused <${key}>`),
				fleet: err('daemon-error', `refused <${encodeURIComponent(key)}>`)
			});
			const told = state();
			const texts = [
				...(told?.topics ?? []),
				...(told?.setAside.flatMap(({ path, reason }) => [path, reason]) ?? []),
				...(told?.problems.map(({ detail }) => detail) ?? [])
			];
			expect(texts).toHaveLength(5);
			for (const text of texts) {
				expect(text).not.toContain(`<${key}>`);
				expect(text).not.toContain(`<${encodeURIComponent(key)}>`);
			}
		})
	);
});

test('while it is not watched, nothing is composed or measured', () => {
	const { round, looks, state, currentState } = start({ watched: ['summary'] });
	for (let count = 0; count < 10; count++) round();
	expect(looks).toEqual({ loopDelay: 0, memory: 0, rests: 0 });
	expect(state()).toBeUndefined();
	expect(currentState.ledger.has('diagnostics')).toBe(false);
});

test('who opens it finds a state at once; who was the last to leave ends the measuring', () => {
	const { round, own, looks, state, watched } = start({ watched: ['summary'] });
	round();
	round();
	own.opened(['diagnostics']);
	expect(state()?.rounds.map(({ tick }) => tick)).toEqual([1]);
	own.opened(['diagnostics']);
	expect(looks.memory).toBe(1);
	watched.add('diagnostics');
	round();
	expect(state()?.rounds.map(({ tick }) => tick)).toEqual([1, 2]);
	watched.delete('diagnostics');
	round();
	round();
	expect(looks).toEqual({ loopDelay: 2, memory: 2, rests: 1 });
	expect(state()).toBeUndefined();
});
