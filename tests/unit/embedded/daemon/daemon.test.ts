import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Daemon } from '../../../../server/embedded/daemon/daemon.ts';
import { createStateFile } from '../../../../server/embedded/daemon/state/state-file.ts';
import { parseParts } from '../../../../server/embedded/daemon/state/state-parts.ts';

const NOW = new Date(2026, 0, 5, 12).getTime();
const options = { now: () => NOW, windowRecords: 360, windowMs: 30 * 60_000 };

function batch(tick: number, servers = 20, spacingMs = 5000) {
	const timestamp = new Date(NOW + tick * spacingMs).toISOString();
	return Array.from({ length: servers }, (_, index) => ({
		timestamp,
		server_name: `ppweb${index}`,
		cpu_idle_pct: 50 + (((tick + index) * 7) % 13),
		mem_used_pct: 60 + (tick % 5)
	}));
}

function fedDaemon(ticks: number): Daemon {
	const daemon = new Daemon(options);
	for (let tick = 0; tick < ticks; tick++) daemon.feed(batch(tick));
	return daemon;
}

function answerOf(daemon: Daemon): string {
	const inference = daemon.inference();
	if (!('body' in inference)) throw new Error(`only ${inference.records} records`);
	return inference.body.toString();
}

test('one batch is one tick, with accepted and rejected records counted separately', () => {
	const daemon = new Daemon(options);
	const [good, other] = batch(0, 2);
	expect(daemon.feed([good, { ...other, timestamp: 'today' }, other])).toEqual({
		status: 'accepted',
		tick: 1,
		window_size: 2,
		servers_tracked: 2,
		servers_ready: 0,
		warmup_complete: false,
		refused: [{ index: 1, reason: 'timestamp: an ISO 8601 date with time is required' }]
	});
});

test('a value that cannot be is left out alone, and one off by a rounding counts as its bound', () => {
	const daemon = new Daemon(options);
	const [good, other] = batch(0, 2);
	expect(
		daemon.feed([
			{ ...good, mem_used_pct: 5000 },
			{ ...other, mem_used_pct: 100.4 }
		])
	).toMatchObject({
		status: 'accepted',
		window_size: 2,
		refused_metrics: [{ index: 0, metric: 'mem_used_pct', reason: 'above 100' }],
		clamped: 1
	});
});

test('a batch without a good record is no tick: the count is the feed’s sign of life', () => {
	const daemon = fedDaemon(1);
	expect(daemon.feed([])).toEqual({ status: 'ignored', reason: 'empty batch' });
	expect(daemon.feed([{}])).toMatchObject({ status: 'ignored', refused: [{ index: 0 }] });
	expect(daemon.status().tick_count).toBe(1);
});

test('a record a day ahead of everything is refused, but the first may bring any time', () => {
	const daemon = new Daemon(options);
	const far = 30 * 24 * 60 * 60_000;
	expect(daemon.feed(batch(1, 1, far))).toMatchObject({ status: 'accepted' });
	expect(daemon.feed(batch(3, 1, far))).toMatchObject({ status: 'ignored' });
});

test('the warm-up says how far it is', () => {
	const daemon = new Daemon(options);
	expect(daemon.status().warmup).toMatchObject({ message: 'Waiting for data...', current_size: 0 });
	for (let tick = 0; tick < 149; tick++) daemon.feed(batch(tick));
	expect(daemon.status().warmup).toMatchObject({
		is_warmed_up: false,
		progress_percent: 0,
		current_size: 149,
		message: 'Warming up: 0/20 servers ready'
	});
	daemon.feed(batch(149, 5));
	expect(daemon.status().warmup).toMatchObject({ progress_percent: 25, is_warmed_up: false });
	daemon.feed(batch(150));
	expect(daemon.status().warmup).toMatchObject({ progress_percent: 100, is_warmed_up: true });
});

test('forecasts begin at 100 records in the window', () => {
	const daemon = fedDaemon(4);
	expect(daemon.inference()).toEqual({ records: 80, required: 100 });
	daemon.feed(batch(4));
	expect(daemon.inference()).toHaveProperty('body');
});

test('between two batches every question gets one and the same inference', () => {
	const daemon = fedDaemon(10);
	const inference = daemon.inference();
	expect(daemon.inference()).toBe(inference);
	daemon.feed(batch(10));
	expect(daemon.inference()).not.toBe(inference);
});

test('the answer states its step, and the spacing of the feed that it was made from', () => {
	const daemon = new Daemon(options);
	for (let tick = 0; tick < 10; tick++) daemon.feed(batch(tick, 20, 15_000));
	expect(JSON.parse(answerOf(daemon))).toMatchObject({
		metadata: { step_minutes: 5, feed_spacing_seconds: 15, horizon_steps: 96 }
	});
});

test('the history continues without any request, minute by minute', () => {
	let now = NOW;
	const daemon = new Daemon({ ...options, now: () => now });
	for (let tick = 0; tick < 36; tick++) {
		now = NOW + tick * 5000;
		daemon.feed(batch(tick));
	}
	expect(daemon.history.environment('1h').count).toBe(3);
});

test('a server named like a trap is only a name', () => {
	const daemon = fedDaemon(10);
	const [record] = batch(10, 1);
	daemon.feed(['__proto__', '', '<b>&"'].map((server_name) => ({ ...record, server_name })));
	const { predictions } = JSON.parse(answerOf(daemon)) as { predictions: object };
	expect(Object.keys(predictions)).toEqual(expect.arrayContaining(['__proto__', '', '<b>&"']));
});

test('after a clock set back the forecast goes on from the new time', () => {
	const daemon = fedDaemon(30);
	for (let tick = 0; tick < 12; tick++) {
		const records = batch(tick, 20, -60_000).map((record) => ({ ...record, mem_used_pct: 12 }));
		daemon.feed(records.map((record) => ({ ...record, timestamp: hoursBack(5, tick) })));
	}
	const { predictions } = JSON.parse(answerOf(daemon)) as {
		predictions: Record<string, { mem_used_pct: { current: number } }>;
	};
	expect(predictions['ppweb0']?.mem_used_pct.current).toBe(12);
});

function hoursBack(hours: number, tick: number): string {
	return new Date(NOW - hours * 60 * 60_000 + tick * 5000).toISOString();
}

describe('the stored state', () => {
	let folder = '';
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'daemon-state-'));
	});
	afterEach(() => rm(folder, { recursive: true }));

	function restart(): Daemon {
		return new Daemon(options, parseParts(createStateFile(folder).read() ?? []));
	}

	test.each(['write', 'writeNow'] as const)('makes a restart warm (%s)', async (how) => {
		const daemon = fedDaemon(200);
		await createStateFile(folder)[how](daemon.stateParts());
		const restarted = restart();
		expect(restarted.status()).toEqual(daemon.status());
		expect(answerOf(restarted)).toBe(answerOf(daemon));
		daemon.feed(batch(200));
		restarted.feed(batch(200));
		expect(answerOf(restarted)).toBe(answerOf(daemon));
		expect(await readdir(folder)).toEqual(['daemon-state.bin']);
	});

	test('keeps what a pool has learnt when a newcomer comes to know its day', async () => {
		const daemon = new Daemon(options);
		const stepBatch = (step: number, servers: number) => batch(step, servers, 5 * 60_000);
		for (let step = 0; step < 300; step++) daemon.feed(stepBatch(step, 20));
		await createStateFile(folder).write(daemon.stateParts());
		const restarted = restart();
		for (const each of [daemon, restarted]) {
			for (let step = 300; step < 600; step++) each.feed(stepBatch(step, 21));
		}
		expect(answerOf(restarted)).toBe(answerOf(daemon));
	});

	test('is nothing at first', () => {
		expect(createStateFile(folder).read()).toBeUndefined();
		expect(createStateFile(folder).stored()).toBeUndefined();
	});

	test('is not believed when it is cut short or another’s', async () => {
		const file = createStateFile(folder);
		await file.write(fedDaemon(3).stateParts());
		const whole = await readFile(file.path);
		await writeFile(file.path, whole.subarray(0, whole.length - 9));
		expect(() => file.read()).toThrow('middle of a part');
		await writeFile(file.path, 'something else entirely, but long enough');
		expect(() => file.read()).toThrow('not a state');
	});

	test('of another layout is refused as a whole', () => {
		expect(() => parseParts([{ part: 'server', name: 'x' }])).toThrow();
	});
});
