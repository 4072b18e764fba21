import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ServerRow } from '#core/fleet.ts';
import { readStatus, type StatusReading } from '../../../server/upstream/status.ts';
import {
	observeWarming,
	warmAsWhole,
	type WarmingMemory
} from '../../../server/upstream/warming.ts';
import { recordedJson } from '../../support/recordings.ts';

const rows = (...names: string[]): ServerRow[] =>
	names.map((name) => ({ name, score: 0, profile: 'Generic', reading: {} }));

/** What the real daemon says: how many are ready, and not which. */
function status(tickCount: number, ready: number, total: number): StatusReading {
	const all = ready === total;
	const message = all ? 'Model ready' : `Warming up: ${ready}/${total} servers ready`;
	const warmup = { is_warmed_up: all, progress_percent: (100 * ready) / total, message };
	const read = readStatus({ tick_count: tickCount, warmup });
	if (!read.ok) throw new Error(read.problem.detail);
	return read.value;
}

/** Rounds of a fleet that has been warm: each a status and who is listed. */
function follow(steps: readonly [StatusReading, readonly string[]][]): ReadonlySet<string>[] {
	let memory: WarmingMemory = new Map();
	return steps.map(([reading, names]) => {
		const observed = observeWarming(memory, rows(...names), reading, true);
		memory = observed.memory;
		return observed.warming;
	});
}

test('a fleet that has been warm stays so when a server joins, until the daemon restarts', () => {
	expect(warmAsWhole(status(400, 19, 20), true)).toBe(true);
	expect(warmAsWhole(status(20, 0, 20), false)).toBe(false);
});

test('a fleet fed for long whose most servers are ready is warm, though Fleetcast has only just come', () => {
	expect(warmAsWhole(status(5_000, 19, 20), false)).toBe(true);
	expect(warmAsWhole(status(5_000, 3, 20), false)).toBe(false);
});

test('at no moment of a recorded warm-up is the fleet taken for warm before the daemon says so', () => {
	const folder = new URL('../../fixtures/recordings/warmup/', import.meta.url);
	const names = readdirSync(folder).filter((name) => name.startsWith('status-'));
	expect(names.length).toBeGreaterThan(15);
	for (const name of names) {
		const read = readStatus(recordedJson(`warmup/${name}`));
		expect(read.ok && warmAsWhole(read.value, false), name).toBe(read.ok && read.value.warm);
	}
});

test('the server that comes to a warm fleet is warming, and it alone, until all are ready', () => {
	const seen = follow([
		[status(400, 2, 2), ['a', 'b']],
		[status(401, 2, 2), ['a', 'b', 'new']],
		[status(402, 2, 3), ['a', 'b', 'new']],
		[status(551, 3, 3), ['a', 'b', 'new']]
	]);
	expect(seen.map((names) => [...names])).toEqual([[], [], ['new'], []]);
});

test('of two that came one after the other, the first is ready first', () => {
	const seen = follow([
		[status(400, 1, 1), ['a']],
		[status(410, 1, 2), ['a', 'b']],
		[status(460, 1, 3), ['a', 'b', 'c']],
		[status(561, 2, 3), ['a', 'b', 'c']]
	]);
	expect(seen.map((names) => [...names].sort())).toEqual([[], ['b'], ['b', 'c'], ['c']]);
});

test('a server that left before it was ready keeps no mark forever', () => {
	const seen = follow([
		[status(400, 1, 1), ['a']],
		[status(410, 1, 3), ['a', 'b']],
		[status(710, 2, 3), ['a', 'b']]
	]);
	expect([...(seen[2] ?? [])]).toEqual([]);
});

test('while the fleet warms up all are warming, but for those that the daemon tells apart', () => {
	const early = status(20, 0, 2);
	expect(observeWarming(new Map(), rows('a', 'b'), early, false).warming.size).toBe(2);
	const named = { ...early, warming: ['b', 'elsewhere'] };
	expect([...observeWarming(new Map(), rows('a', 'b'), named, false).warming]).toEqual(['b']);
});

test('a daemon that says nothing of a warm-up has no warming server', () => {
	expect(observeWarming(new Map(), rows('a'), undefined, true).warming.size).toBe(0);
});
