import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEVELS, type Level } from '#core/levels/levels.ts';
import {
	NO_EPISODES,
	advanceEpisodes,
	type EpisodeChange,
	type EpisodeState
} from '../../../server/history/episodes/advance.ts';

type Frame = readonly [at: number, levels: Readonly<Record<string, Level>>];
const SCORES: Record<Level, number> = { critical: 90, warning: 70, degraded: 55, healthy: 10 };

/** What the frames changed, from the watch on that is given. */
function watchAll(frames: readonly Frame[], from: EpisodeState = NO_EPISODES) {
	let watch = from;
	const changes: EpisodeChange[] = [];
	for (const [at, levels] of frames) {
		const sights = new Map(
			Object.entries(levels).map(([server, level]) => [
				server,
				{ level, score: SCORES[level], profile: 'Web' }
			])
		);
		const step = advanceEpisodes(watch, at, sights);
		watch = step.watch;
		changes.push(...step.changes);
	}
	return { watch, changes };
}

const eventsOf = (frames: readonly Frame[]) => watchAll(frames).changes.map(({ event }) => event);
const a = (level: Level) => ({ a: level });

describe('a watched server', () => {
	test('that gets worse, better and well tells how long each level lasted, and all of it', () => {
		const events = eventsOf([
			[0, a('healthy')],
			[5_000, a('warning')],
			[10_000, a('critical')],
			[20_000, a('degraded')],
			[50_000, a('healthy')]
		]);
		expect(events).toEqual([
			{
				at: 5_000,
				server: 'a',
				profile: 'Web',
				score: 70,
				kind: 'escalated',
				from: 'healthy',
				to: 'warning'
			},
			expect.objectContaining({ kind: 'escalated', from: 'warning', levelMs: 5_000 }),
			expect.objectContaining({ kind: 'eased', from: 'critical', to: 'degraded', levelMs: 10_000 }),
			expect.objectContaining({ kind: 'resolved', levelMs: 30_000, episodeMs: 45_000 })
		]);
	});

	test('that stays as it is tells nothing', () => {
		expect(
			eventsOf([
				[0, a('healthy')],
				[5_000, a('healthy')]
			])
		).toEqual([]);
	});

	test('that was unwell when it was first seen has no duration that nobody watched', () => {
		const [first, eased, resolved] = eventsOf([
			[0, a('critical')],
			[5_000, a('warning')],
			[15_000, a('healthy')]
		]);
		expect(first).not.toHaveProperty('from');
		expect(eased).not.toHaveProperty('levelMs');
		expect(resolved).toMatchObject({ kind: 'resolved', levelMs: 10_000 });
		expect(resolved).not.toHaveProperty('episodeMs');
	});

	test('that left the fleet is lost at the time it was last seen, not resolved', () => {
		const events = eventsOf([
			[0, { a: 'healthy', b: 'healthy' }],
			[5_000, { a: 'critical', b: 'healthy' }],
			...Array.from({ length: 20 }, (_, tick): Frame => [
				10_000 + tick * 5_000,
				{ b: 'healthy' as const }
			])
		]);
		expect(events).toMatchObject([{ kind: 'escalated' }, { kind: 'lost', at: 5_000 }]);
		expect(events[1]).not.toHaveProperty('levelMs');
	});

	test('that is missing from a tick or two is the same as before', () => {
		const events = eventsOf([
			[0, a('healthy')],
			[5_000, a('critical')],
			[10_000, {}],
			[15_000, a('critical')],
			[20_000, a('healthy')]
		]);
		expect(events).toMatchObject([{ kind: 'escalated' }, { kind: 'resolved', episodeMs: 15_000 }]);
	});
});

describe('a pause of the keeping', () => {
	test('ends what was open, and what comes after it is not joined to it', () => {
		const events = eventsOf([
			[0, a('healthy')],
			[5_000, a('critical')],
			[3_600_000, a('critical')],
			[3_605_000, a('healthy')]
		]);
		expect(events).toMatchObject([
			{ kind: 'escalated', at: 5_000 },
			{ kind: 'lost', at: 5_000 },
			{ kind: 'escalated', at: 3_600_000 },
			{ kind: 'resolved' }
		]);
		expect(events[3]).not.toHaveProperty('episodeMs');
	});

	test('is none where ticks are far apart by choice', () => {
		const events = eventsOf([
			[0, a('healthy')],
			[300_000, a('healthy')],
			[600_000, a('critical')],
			[900_000, a('healthy')]
		]);
		expect(events).toMatchObject([
			{ kind: 'escalated', from: 'healthy' },
			{ kind: 'resolved', episodeMs: 300_000 }
		]);
	});

	test('a clock set back is one: no duration is negative', () => {
		const events = eventsOf([
			[100_000, a('healthy')],
			[105_000, a('critical')],
			[50_000, a('critical')],
			[55_000, a('healthy')]
		]);
		expect(events.map(({ kind }) => kind)).toEqual(['escalated', 'lost', 'escalated', 'resolved']);
		expect(events.at(-1)).not.toHaveProperty('episodeMs');
	});
});

const anyFrames = fc
	.array(
		fc.tuple(
			fc.oneof(
				{ weight: 8, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
				{ weight: 1, arbitrary: fc.integer({ min: -100_000, max: 400_000 }) }
			),
			fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), fc.constantFrom(...LEVELS), {
				noNullPrototype: true
			})
		),
		{ maxLength: 40 }
	)
	.map((steps) => {
		let at = 1_000_000;
		return steps.map(([ms, levels]): Frame => [(at += ms), levels]);
	});

test('ticks told one by one or in batches, with a restart in between, change the same', () => {
	fc.assert(
		fc.property(anyFrames, fc.nat(), (frames, cut) => {
			const first = watchAll(frames.slice(0, cut % (frames.length + 1)));
			const second = watchAll(frames.slice(cut % (frames.length + 1)), first.watch);
			const whole = watchAll(frames);
			expect([...first.changes, ...second.changes]).toEqual(whole.changes);
			expect(second.watch).toEqual(whole.watch);
		})
	);
});

test('the episodes of a server never overlap, and a duration is the time between its events', () => {
	fc.assert(
		fc.property(anyFrames, (frames) => {
			const { changes, watch } = watchAll(frames);
			for (const server of ['a', 'b', '__proto__']) {
				let open = false;
				let last: EpisodeChange | undefined;
				for (const change of changes.filter(({ event }) => event.server === server)) {
					const { event, end } = change;
					if (open) expect(event.from).toBe(last?.event.to);
					else expect([undefined, 'healthy']).toContain(event.from);
					if (event.levelMs !== undefined)
						expect(event.levelMs).toBe(event.at - (last?.event.at ?? Number.NaN));
					expect(event.episodeMs ?? Infinity).toBeGreaterThanOrEqual(event.levelMs ?? 0);
					open = end === undefined;
					last = change;
				}
				expect(watch.open.has(server)).toBe(open);
			}
		})
	);
});
