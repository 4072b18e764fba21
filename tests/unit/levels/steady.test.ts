import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_THRESHOLDS, levelOf, LEVELS, type Level } from '#core/levels/levels.ts';
import { DEFAULT_HOLD_MS, steadied, type Steady } from '#core/levels/steady.ts';

const TICK_MS = 5_000;
const RULE = {
	holdMs: DEFAULT_HOLD_MS,
	isUrgent: (score: number) => score >= DEFAULT_THRESHOLDS.critical
};

type Reading = readonly [at: number, score: number];

/** The scores that count, reading by reading. */
function counted(readings: readonly Reading[], rule = RULE): number[] {
	let steady: Steady | undefined;
	return readings.map(([at, score]) => (steady = steadied(steady, score, at, rule)).value);
}

/** So many ticks at each of these scores. */
const ticksOf = (...stretches: readonly (readonly [ticks: number, score: number])[]): Reading[] =>
	stretches
		.flatMap(([ticks, score]) => Array.from({ length: ticks }, () => score))
		.map((score, tick) => [tick * TICK_MS, score]);

/** Which levels count, one after the other, and in which tick each began to. */
function levelsOf(readings: readonly Reading[]): (readonly [tick: number, level: Level])[] {
	const levels = counted(readings).map((score) => levelOf(score));
	return levels.flatMap((level, tick) => (level === levels[tick - 1] ? [] : [[tick, level]]));
}

describe('the level that counts', () => {
	test('is the first that is seen', () => {
		expect(levelsOf(ticksOf([1, 65]))).toEqual([[0, 'warning']]);
	});

	test('rises once it has been that high for a minute', () => {
		expect(levelsOf(ticksOf([5, 10], [30, 65]))).toEqual([
			[0, 'healthy'],
			[17, 'warning']
		]);
	});

	test('rises to critical at once, and falls only after a minute of calm', () => {
		expect(levelsOf(ticksOf([5, 10], [1, 85], [30, 10]))).toEqual([
			[0, 'healthy'],
			[5, 'critical'],
			[18, 'healthy']
		]);
	});

	test('does not follow one that flaps about a floor', () => {
		const flapping = Array.from({ length: 100 }, (_, tick): Reading => [
			tick * TICK_MS,
			tick % 2 ? 52 : 48
		]);
		expect(levelsOf(flapping)).toEqual([[0, 'healthy']]);
	});

	test('stays critical while the score flaps about its floor', () => {
		const flapping = Array.from({ length: 100 }, (_, tick): Reading => [
			tick * TICK_MS,
			tick % 4 === 1 ? 81 : 76
		]);
		expect(levelsOf(flapping)).toEqual([
			[0, 'warning'],
			[1, 'critical']
		]);
	});

	test('rises as far as the score has been all along, not as far as it is', () => {
		expect(levelsOf(ticksOf([5, 10], [6, 55], [30, 65]))).toEqual([
			[0, 'healthy'],
			[17, 'degraded'],
			[23, 'warning']
		]);
	});

	test('is that of the score itself where nothing is held', () => {
		const readings = ticksOf([1, 10], [1, 65], [1, 20], [1, 55]);
		expect(counted(readings, { ...RULE, holdMs: 0 })).toEqual([10, 65, 20, 55]);
	});

	test('needs a second look where ticks are farther apart than it is held', () => {
		const apart = ticksOf([2, 10], [1, 65], [2, 10], [2, 65]);
		const readings = apart.map(([at, score]): Reading => [at * 60, score]);
		expect(counted(readings)).toEqual([10, 10, 10, 10, 10, 10, 65]);
	});
});

/** Stretches of equal scores, some of one reading and some that last: both flapping and lasting changes. */
const anyReadings = fc
	.array(
		fc.tuple(
			fc.integer({ min: 1, max: 20_000 }),
			fc.integer({ min: 0, max: 100 }),
			fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 20 }))
		),
		{ minLength: 1, maxLength: 40 }
	)
	.map((stretches) => {
		let at = 0;
		return stretches.flatMap(([ms, score, ticks]) =>
			Array.from({ length: ticks }, (): Reading => [(at += ms), score])
		);
	});

test('no change that counts is taken back sooner than it is held, but by becoming critical', () => {
	const rank = (score: number) => LEVELS.indexOf(levelOf(score));
	fc.assert(
		fc.property(anyReadings, (readings) => {
			const lasted: number[] = [];
			let changed: { readonly at: number; readonly worse: boolean } | undefined;
			const ranks = counted(readings).map(rank);
			for (const [tick, [at]] of readings.entries()) {
				const [before, after] = [ranks[tick - 1] ?? 0, ranks[tick] ?? 0];
				if (tick === 0 || before === after) continue;
				const worse = after < before;
				const urgent = after === LEVELS.indexOf('critical');
				if (changed && changed.worse !== worse && !urgent) lasted.push(at - changed.at);
				changed = { at, worse };
			}
			expect(Math.min(Infinity, ...lasted)).toBeGreaterThanOrEqual(DEFAULT_HOLD_MS);
		})
	);
});

test('no level counts that was not seen in the last minute, and critical is never missed', () => {
	fc.assert(
		fc.property(anyReadings, (readings) => {
			counted(readings).forEach((score, tick) => {
				const [at, now] = readings[tick] ?? [0, 0];
				const since = readings.findLastIndex(([time]) => time <= at - DEFAULT_HOLD_MS);
				const recent = readings.slice(Math.max(0, since), tick + 1).map(([, value]) => value);
				expect(score).toBeGreaterThanOrEqual(Math.min(...recent));
				expect(score).toBeLessThanOrEqual(Math.max(...recent));
				if (now >= DEFAULT_THRESHOLDS.critical) expect(levelOf(score)).toBe('critical');
			});
		})
	);
});

test('one that stays at a level for a minute counts by it', () => {
	fc.assert(
		fc.property(anyReadings, fc.integer({ min: 0, max: 100 }), (readings, score) => {
			const last = readings.at(-1)?.[0] ?? 0;
			const calm = [1, DEFAULT_HOLD_MS + 1].map((ms): Reading => [last + ms, score]);
			expect(counted([...readings, ...calm]).at(-1)).toBe(score);
		})
	);
});

test('it does not matter whether scores are held or the levels that they earn', () => {
	const rank = (score: number) => LEVELS.length - LEVELS.indexOf(levelOf(score));
	fc.assert(
		fc.property(anyReadings, (readings) => {
			const ranks = readings.map(([at, score]): Reading => [at, rank(score)]);
			const byRank = counted(ranks, { ...RULE, isUrgent: (value) => value === LEVELS.length });
			expect(byRank).toEqual(counted(readings).map(rank));
		})
	);
});
