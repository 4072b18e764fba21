import { expect, test } from 'vitest';
import { ok, err } from '#core/protocol/problem.ts';
import {
	mustAskAgain,
	coverageAfter,
	coverageOf,
	type Coverage
} from '#view-models/history/ask-again.ts';

const MINUTE_MS = 60_000;
const answerTo = (to: number) => ok({ window: { from: 0, to, stepMs: MINUTE_MS } });
const hour = (newestAt?: number): Coverage => ({ question: 'range=1h', newestAt });

test.each([
	['nothing was asked yet', hour(), undefined, true],
	['another range is wanted', hour(5 * MINUTE_MS), { question: 'range=8h' }, true],
	['the answers stand and no minute is heard of', hour(), hour(5 * MINUTE_MS), false],
	['the first minute is heard of after asking', hour(5 * MINUTE_MS), hour(), false],
	['the minute heard of is in the answers', hour(5 * MINUTE_MS), hour(5 * MINUTE_MS), false],
	['another minute is kept', hour(6 * MINUTE_MS), hour(5 * MINUTE_MS), true]
])('when %s, a page asks: %j of %j is %s', (_, wanted, covered, again) => {
	expect(mustAskAgain(wanted, covered)).toBe(again);
});

test('answers of an empty history know of no minute: the first that is kept is asked for', () => {
	const covered = coverageOf('range=1h', answerTo(0));
	expect(mustAskAgain(hour(0), covered)).toBe(true);
});

test('a history that was not ready is asked again as soon as it keeps a minute', () => {
	const covered = coverageOf('range=1h', err('history-busy', 'The past is simulated first.'));
	expect(mustAskAgain(hour(), covered)).toBe(false);
	expect(mustAskAgain(hour(MINUTE_MS), covered)).toBe(true);
});

test('answers that wait for a page know of the last minute of their window, and of none after it', () => {
	const covered = coverageOf('range=1h', answerTo(10 * MINUTE_MS));
	expect(mustAskAgain(hour(9 * MINUTE_MS), covered)).toBe(false);
	expect(mustAskAgain(hour(10 * MINUTE_MS), covered)).toBe(true);
});

test('a refusal knows of nothing, and is asked about again with the next minute', () => {
	const covered = coverageOf('range=1h', err('history-broken', 'The disk is full.'));
	expect(mustAskAgain(hour(MINUTE_MS), covered)).toBe(false);
	expect(mustAskAgain(hour(2 * MINUTE_MS), coverageAfter(hour(MINUTE_MS), covered))).toBe(true);
});

test('what answers know of is not forgotten while no minute is heard of', () => {
	expect(coverageAfter(hour(), hour(9 * MINUTE_MS))).toEqual(hour(9 * MINUTE_MS));
	expect(coverageAfter(hour(), { question: 'range=8h', newestAt: 9 * MINUTE_MS })).toEqual(hour());
});
