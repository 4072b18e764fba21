import { beforeEach, describe, expect, test } from 'vitest';
import { readStatus } from '../../../server/upstream/status.ts';
import type { PollResult } from '../../../server/upstream/poll.ts';
import { recordedJson } from '../../support/recordings.ts';
import { failedRound, goodRound } from '../../support/rounds.ts';
import { TICK_MS, WatchedDaemon } from '../../support/watched-daemon.ts';

let daemon: WatchedDaemon;

beforeEach(() => {
	daemon = new WatchedDaemon();
});
const tick = (round: PollResult) => daemon.tick(round);
const good = () => daemon.good();
const states = () => daemon.states();

describe('what the daemon is said to be', () => {
	test('live after the first good answer, and daemon.told once', async () => {
		for (let round = 0; round < 5; round++) await good();
		expect(states()).toEqual(['live']);
	});

	test('one failure is degraded, not stale; from 2.5 ticks after the last good answer it is down', async () => {
		await good();
		await good();
		const lastGoodAt = daemon.clock.now() - TICK_MS;
		for (let round = 0; round < 3; round++) await tick(failedRound('daemon-unreachable'));
		expect(states()).toEqual(['live', 'degraded', 'down, stale']);
		expect((daemon.told.at(-1)?.since ?? 0) - lastGoodAt).toBe(2.5 * TICK_MS + 1);
		await good();
		expect(states().at(-1)).toBe('live');
	});

	test('a daemon that hangs is daemon.told as stale at 2.5 ticks although nothing arrives', async () => {
		await good();
		await daemon.clock.advance(2.5 * TICK_MS - TICK_MS);
		expect(states()).toEqual(['live']);
		await daemon.clock.advance(1);
		expect(states()).toEqual(['live', 'degraded, stale']);
		expect(daemon.told.at(-1)?.problem?.kind).toBe('daemon-timeout');
	});

	test('a daemon whose status was answered in the round that hangs is said to respond, never to be silent', async () => {
		await good();
		daemon.watch.responds();
		await daemon.clock.advance(1.5 * TICK_MS + 1);
		expect(states()).toEqual(['live', 'degraded, stale']);
		expect(daemon.told.at(-1)?.problem?.kind).toBe('daemon-overloaded');
		await good();
		await daemon.clock.advance(1.5 * TICK_MS + 1);
		expect(daemon.told.at(-1)?.problem?.kind).toBe('daemon-timeout');
	});

	test('a daemon that responds from the start but never predicts is degraded, not down', async () => {
		daemon.watch.reassess();
		daemon.watch.responds();
		await daemon.clock.advance(2.5 * TICK_MS + 1);
		expect(states()).toEqual(['degraded, stale']);
		expect(daemon.told.at(-1)?.problem?.kind).toBe('daemon-overloaded');
	});

	test.each(['daemon-unreachable', 'daemon-timeout'] as const)(
		'a daemon that responds again is not said to be gone (%s) while its predictions are awaited',
		async (kind) => {
			await good();
			for (let round = 0; round < 3; round++) await tick(failedRound(kind));
			expect(states().at(-1)).toBe('down, stale');
			daemon.watch.responds();
			daemon.watch.reassess();
			expect(states().at(-1)).toBe('degraded, stale');
			expect(daemon.told.at(-1)?.problem?.kind).toBe('daemon-overloaded');
		}
	);

	test('a key that was refused stays refused until the round is over', async () => {
		await tick(failedRound('key-refused', 60_000));
		daemon.watch.responds();
		daemon.watch.reassess();
		expect(states()).toEqual(['down, stale']);
	});

	test('a wall daemon.clock that is set back hides no fault, and ages stay true', async () => {
		await good();
		daemon.clock.setBack(600_000);
		expect(daemon.watch.current().goodAt).toBe(daemon.clock.now() - TICK_MS);
		await daemon.clock.advance(1.5 * TICK_MS + 1);
		expect(states()).toEqual(['live', 'degraded, stale']);
	});

	test('a feed that stands still is silent, however well the daemon answers', async () => {
		await good();
		const movedAt = daemon.clock.now() - TICK_MS;
		for (let round = 0; round < 4; round++) await tick(goodRound(daemon.count));
		expect(states()).toEqual(['live', 'feed-silent, stale']);
		expect(daemon.told.at(-1)).toMatchObject({
			dataAt: movedAt,
			since: movedAt + 2.5 * TICK_MS + 1
		});
		await good();
		expect(states().at(-1)).toBe('live');
	});

	test('while the status fails nobody knows of the feed: stale in time, and not said to be silent', async () => {
		await good();
		const status = failedRound('daemon-error').status;
		for (let round = 0; round < 4; round++) await tick({ ...goodRound(daemon.count), status });
		expect(states()).toEqual(['live', 'degraded, stale']);
		expect(daemon.told.at(-1)?.problem?.kind).toBe('daemon-error');
		await good();
		expect(states().at(-1)).toBe('live');
	});

	test('a daemon whose predictions do not come while it responds is degraded, and stale, never down', async () => {
		for (let round = 0; round < 4; round++)
			await tick({ ...goodRound(round + 1), fleet: failedRound('daemon-overloaded').fleet });
		expect(states().at(-1)).toBe('degraded, stale');
		expect(states()).not.toContain('down, stale');
	});

	test('while Fleetcast itself fails the daemon is not called down', async () => {
		for (let round = 0; round < 4; round++) await tick(failedRound('internal-error'));
		expect(states().at(-1)).toBe('degraded, stale');
		expect(states()).not.toContain('down, stale');
	});

	test('a status that has failed from the start vouches for no feed: stale in time', async () => {
		const status = failedRound('daemon-error').status;
		for (let round = 0; round < 4; round++) await tick({ ...goodRound(1), status });
		expect(states()).toEqual(['live', 'degraded, stale']);
	});

	test('a refused key is down at once, with the reason', async () => {
		await tick(failedRound('key-refused', 60_000));
		expect(states()).toEqual(['down, stale']);
		expect(daemon.told[0]?.problem?.kind).toBe('key-refused');
	});

	test('blank answers leave the data degraded, and stale in time', async () => {
		await good();
		for (let round = 0; round < 3; round++) await tick(failedRound('daemon-blank'));
		expect(states()).toEqual(['live', 'degraded', 'degraded, stale']);
	});

	test('too little data is warming up, no fault', async () => {
		await tick({ ...goodRound(1, { warm: false }), fleet: failedRound('insufficient-data').fleet });
		expect(states()).toEqual(['warming']);
		expect(daemon.told[0]?.problem).toBeUndefined();
	});

	test('a count that goes back means that the daemon was restarted', async () => {
		await tick(goodRound(7));
		const seen = (round: PollResult) =>
			daemon.watch.observe(round, { askedAt: daemon.clock.monotonic() });
		expect(seen(goodRound(8))).toMatchObject({ restarted: false, feedMoved: true });
		expect(seen(goodRound(8))).toMatchObject({ restarted: false, feedMoved: false });
		expect(seen(goodRound(2))).toMatchObject({ restarted: true, feedMoved: true });
	});
});

describe('warm-up', () => {
	const recordedStatus = (name: string): PollResult => ({
		...goodRound(1),
		status: readStatus(recordedJson(`warmup/${name}.json`))
	});
	const sequence = [
		'status-01-size000-pct000',
		'status-02-size025-pct000',
		'status-04-size075-pct000',
		'status-06-size124-pct010',
		'status-08-size130-pct020',
		'status-11-size148-pct050',
		'status-14-size160-pct070',
		'status-17-size176-pct095',
		'status-18-size179-pct100'
	];

	test('recorded statuses give a progress that never goes back, starts at 0 and ends ready', async () => {
		for (const name of sequence) await tick(recordedStatus(name));
		const progress = daemon.warmups.map(({ progressPercent }) => progressPercent);
		expect(progress).toEqual([...progress].sort((a, b) => a - b));
		expect(progress[0]).toBe(0);
		expect(progress[1]).toBe(17);
		expect(progress.at(-1)).toBe(100);
		expect(daemon.warmups.at(-1)?.phase).toBe('ready');
		expect(daemon.warmups.slice(0, -1).every(({ phase }) => phase === 'collecting')).toBe(true);
	});

	test('it says how many servers are ready, and how long the rest takes at this pace', async () => {
		await tick(recordedStatus('status-01-size000-pct000'));
		await tick(recordedStatus('status-02-size025-pct000'));
		expect(daemon.warmups.at(-1)?.remainingMs).toBeCloseTo((TICK_MS / 17) * 83, 3);
		await tick(recordedStatus('status-06-size124-pct010'));
		expect(daemon.warmups.at(-1)).toMatchObject({ ready: 2, total: 20 });
	});

	test('once ready it is daemon.told once', async () => {
		for (let round = 0; round < 3; round++) await tick(recordedStatus('status-ready'));
		expect(daemon.warmups.map(({ phase }) => phase)).toEqual(['ready']);
	});

	test('the flat fields of the documents are understood', () => {
		expect(readStatus({ tick_count: 4, warmup_complete: false })).toMatchObject({
			ok: true,
			value: { tickCount: 4, warm: false }
		});
	});
});
