import { expect, test } from 'vitest';
import type { ServerRow } from '#core/fleet.ts';
import { observeSilence, type SilenceMemory } from '../../../server/upstream/silence.ts';

const row = (name: string, cpu?: number): ServerRow => ({
	name,
	score: 1,
	profile: 'Generic',
	reading: cpu === undefined ? {} : { cpu: [cpu, 50] }
});

/** Who is silent after each of these rounds. */
function silentAfter(rounds: readonly (readonly [readonly ServerRow[], boolean])[]): string[][] {
	let memory: SilenceMemory = new Map();
	return rounds.map(([rows, feedMoved]) => {
		const observed = observeSilence(memory, rows, feedMoved);
		({ memory } = observed);
		return [...observed.silent];
	});
}

test('values that stand still through ten moves of the feed make a server silent, and one new value ends it', () => {
	const still = Array.from(
		{ length: 11 },
		(_, move) => [[row('a', 5), row('b', move)], true] as const
	);
	const after = silentAfter([...still, [[row('a', 6), row('b', 11)], true]]);
	expect(after.slice(0, 10).flat()).toEqual([]);
	expect(after.slice(10)).toEqual([['a'], []]);
});

test('a feed that stands still says nothing about any server', () => {
	expect(silentAfter(Array.from({ length: 30 }, () => [[row('a', 5)], false])).flat()).toEqual([]);
});

test('a server that says nothing of itself is not called silent', () => {
	expect(silentAfter(Array.from({ length: 30 }, () => [[row('a')], true])).flat()).toEqual([]);
});

test('a server that left and came back is counted from zero', () => {
	const still = Array.from({ length: 9 }, () => [[row('a', 5)], true] as const);
	expect(silentAfter([...still, [[row('b', 1)], true], ...still]).flat()).toEqual([]);
});
