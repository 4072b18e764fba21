import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPoller } from '../../../server/poller/poller.ts';
import { createAttention } from '../../../server/upstream/attention.ts';
import type { PollResult } from '../../../server/upstream/poll.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { failedRound, goodRound } from '../../support/rounds.ts';
import { SingleThreadedDaemon } from '../../support/single-threaded-daemon.ts';

const MINUTE_MS = 60_000;
/** Optional questions as viewers of every view and of three servers put them, in ms at a daemon of 90 servers at ease. */
const OPTIONAL = {
	'/cascade/health': 40,
	'/cascade/status': 60,
	'/drift/status': 30,
	'/drift/report': 80,
	'/explain/a': 1_500,
	'/explain/b': 1_500,
	'/explain/c': 1_500
};
type Path = keyof typeof OPTIONAL;
const PATHS = Object.keys(OPTIONAL) as Path[];

interface Scene {
	readonly tickMs: number;
	readonly timeoutMs: number;
	readonly tookMs: (path: string, call: number) => number;
	/** Whose answers are wanted, time and again: all without a pause. */
	readonly optional: readonly string[];
	readonly wanted?: () => boolean;
}

/** Fleetcast's asking against a daemon that does one thing at a time, `ms` long. */
async function play(scene: Scene, ms: number) {
	const { tickMs, timeoutMs, tookMs } = scene;
	const clock = new FakeClock();
	const daemon = new SingleThreadedDaemon({ clock, tookMs, timeoutMs });
	const attention = createAttention({ clock, tickMs });
	const stop = new AbortController();
	const fates: boolean[] = [];
	const poller = createPoller({
		clock,
		random: () => 0.5,
		tickMs,
		pollDaemon: (signal) => attention.main(() => askRound(signal), signal),
		heldUpMs: attention.heldUpMs,
		onTick({ result: round }) {
			if (!round) return;
			fates.push(round.fleet.ok);
			attention.answered(round.fleet.ok, poller.dueAt());
		}
	});

	async function askRound(signal: AbortSignal): Promise<PollResult> {
		const status = await daemon.get('/status', signal);
		if (!status.ok) return failedRound('daemon-timeout');
		const answer = await daemon.get('/predictions/current', signal);
		return answer.ok ? goodRound(fates.length) : { ...goodRound(1), fleet: answer };
	}

	async function askForEver(path: string): Promise<void> {
		while (!stop.signal.aborted) {
			const turn = await attention.turn(path, stop.signal, scene.wanted ?? (() => true));
			if (!turn) return;
			await daemon.get(path, stop.signal);
			turn.over();
		}
	}

	void poller.run(stop.signal);
	for (const path of scene.optional) void askForEver(path);
	await clock.advance(ms);
	const end = clock.monotonic();
	stop.abort();
	attention.close();
	await clock.advance(MINUTE_MS);
	return { daemon, fates, pending: clock.pending, end };
}

const usual = (path: string): number =>
	path === '/status' ? 5 : path === '/predictions/current' ? 1_500 : (OPTIONAL[path as Path] ?? 0);
const optionalCalls = ({ served }: SingleThreadedDaemon) =>
	served.filter(({ path }) => path in OPTIONAL);
const atMost = (values: readonly number[]) => Math.max(0, ...values);

/** A daemon whose every call takes an arbitrary, but for both runs the same time. */
function moody(seed: number, load: number): (path: string, call: number) => number {
	return (path, call) => {
		const chance = Math.abs(Math.sin(seed * 12.9898 + call * 78.233 + path.length * 37.719)) % 1;
		return Math.round(usual(path) * load * (0.5 + chance));
	};
}

describe('the predictions', () => {
	test('never come later than without optional questions by more than one of them, however loaded the daemon', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.record({
					seed: fc.nat(10_000),
					load: fc.constantFrom(0.2, 1, 2, 3, 6),
					tickMs: fc.constantFrom(2_000, 5_000, 10_000)
				}),
				async ({ seed, load, tickMs }) => {
					const scene = { tickMs, timeoutMs: 30_000, tookMs: moody(seed, load) };
					const without = await play({ ...scene, optional: [] }, 5 * MINUTE_MS);
					const beside = await play({ ...scene, optional: PATHS }, 5 * MINUTE_MS);
					const longest = atMost(
						optionalCalls(beside.daemon).map(({ beganAt, endedAt }) => endedAt - beganAt)
					);
					const times = without.daemon.predictionTimes.filter((at) => at + longest <= beside.end);
					const late = times.map(
						(at, index) => (beside.daemon.predictionTimes[index] ?? Infinity) - at
					);
					expect(times.length).toBeGreaterThan(5);
					expect(atMost(late)).toBeLessThanOrEqual(longest);
					for (const ahead of beside.daemon.aheadOfPredictions)
						expect(ahead.length).toBeLessThanOrEqual(1);
				}
			),
			{ numRuns: 30 }
		);
	});

	test('of a daemon at ease are not late at all, and every optional question has its turns', async () => {
		const scene = { tickMs: 5_000, timeoutMs: 30_000, tookMs: usual };
		const without = await play({ ...scene, optional: [] }, 10 * MINUTE_MS);
		const { daemon, fates, pending } = await play({ ...scene, optional: PATHS }, 10 * MINUTE_MS);
		expect(daemon.predictionTimes).toEqual(without.daemon.predictionTimes);
		expect(fates.every(Boolean)).toBe(true);
		const countsOf = (paths: readonly Path[]) => paths.map((path) => daemon.callsOf(path));
		expect(Math.min(...countsOf(PATHS))).toBeGreaterThan(10);
		const alike = countsOf(['/explain/a', '/explain/b', '/explain/c']);
		expect(Math.max(...alike) - Math.min(...alike)).toBeLessThanOrEqual(1);
		expect(pending).toBe(0);
	});

	test('leave optional questions at most a quarter of the time that they do not need themselves', async () => {
		const tookMs = usual;
		const scene = { tickMs: 5_000, timeoutMs: 30_000, tookMs, optional: PATHS };
		const { daemon } = await play(scene, 10 * MINUTE_MS);
		const spentMs = optionalCalls(daemon).reduce((sum, { path }) => sum + usual(path), 0);
		expect(spentMs).toBeLessThanOrEqual(0.25 * 10 * MINUTE_MS);
		expect(spentMs).toBeGreaterThan(0.1 * 10 * MINUTE_MS);
	});

	test('that come before they are due, as when somebody refreshes, let nothing optional begin until they are answered', async () => {
		const clock = new FakeClock();
		const attention = createAttention({ clock, tickMs: 5_000 });
		const tookMs = (path: string) => (path === '/predictions/current' ? 1_500 : 100);
		const daemon = new SingleThreadedDaemon({ clock, tookMs, timeoutMs: 30_000 });
		const { signal } = new AbortController();
		const begun = () => ['a', 'b', 'c'].filter((name) => daemon.callsOf(name) > 0);
		async function ask(name: string): Promise<void> {
			const turn = await attention.turn(name, signal, () => true);
			await daemon.get(name, signal);
			turn?.over();
		}
		attention.answered(true, clock.monotonic() + 5_000);
		void ask('a');
		void ask('b');
		await clock.advance(50);
		const main = attention.main(() => daemon.get('/predictions/current', signal), signal);
		void ask('c');
		await clock.advance(50 + 1_499);
		expect(begun()).toEqual(['a']);
		await clock.advance(1);
		await main;
		expect(begun()).toEqual(['a']);
		attention.answered(true, clock.monotonic() + 5_000);
		await clock.advance(200);
		expect(begun()).toEqual(['a', 'b', 'c']);
	});

	test('wait for an optional question that hangs no longer than a tick', async () => {
		const tookMs = (path: string) => (path === '/explain/a' ? 0 : 100);
		const clock = new FakeClock();
		const attention = createAttention({ clock, tickMs: 5_000 });
		const daemon = new SingleThreadedDaemon({ clock, tookMs, timeoutMs: 30_000 });
		const { signal } = new AbortController();
		attention.answered(true, clock.monotonic() + 5_000);
		await attention.turn('/explain/a', signal, () => true);
		const main = attention.main(() => daemon.get('/predictions/current', signal), signal);
		await clock.advance(4_999);
		expect(daemon.callsOf('/predictions/current')).toBe(0);
		await clock.advance(101);
		expect(await main).toMatchObject({ ok: true });
	});
});
