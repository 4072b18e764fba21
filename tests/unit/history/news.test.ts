import { expect, test } from 'vitest';
import { ok, err } from '#core/protocol/problem.ts';
import { isNews, toldAfter, toldBy, type Told } from '#view-models/history/news.ts';

const MINUTE_MS = 60_000;
const answerTo = (to: number) => ok({ window: { from: 0, to, stepMs: MINUTE_MS } });
const hour = (newestMinute?: number): Told => ({ text: 'range=1h', newestMinute });

test.each([
	['nothing was asked yet', hour(), undefined, true],
	['another range is wanted', hour(5 * MINUTE_MS), { text: 'range=8h' }, true],
	['the answers stand and no minute is heard of', hour(), hour(5 * MINUTE_MS), false],
	['the first minute is heard of after asking', hour(5 * MINUTE_MS), hour(), false],
	['the minute heard of is in the answers', hour(5 * MINUTE_MS), hour(5 * MINUTE_MS), false],
	['another minute is kept', hour(6 * MINUTE_MS), hour(5 * MINUTE_MS), true]
])('when %s, a page asks: %j of %j is %s', (_, wanted, told, news) => {
	expect(isNews(wanted, told)).toBe(news);
});

test('answers of an empty history know of no minute: the first that is kept is news', () => {
	const told = toldBy('range=1h', answerTo(0));
	expect(isNews(hour(0), told)).toBe(true);
});

test('answers that wait for a page know of the last minute of their window, and of none after it', () => {
	const told = toldBy('range=1h', answerTo(10 * MINUTE_MS));
	expect(isNews(hour(9 * MINUTE_MS), told)).toBe(false);
	expect(isNews(hour(10 * MINUTE_MS), told)).toBe(true);
});

test('a refusal knows of nothing, and is asked about again with the next minute', () => {
	const told = toldBy('range=1h', err('history-broken', 'The disk is full.'));
	expect(isNews(hour(MINUTE_MS), told)).toBe(false);
	expect(isNews(hour(2 * MINUTE_MS), toldAfter(hour(MINUTE_MS), told))).toBe(true);
});

test('what answers know of is not forgotten while no minute is heard of', () => {
	expect(toldAfter(hour(), hour(9 * MINUTE_MS))).toEqual(hour(9 * MINUTE_MS));
	expect(toldAfter(hour(), { text: 'range=8h', newestMinute: 9 * MINUTE_MS })).toEqual(hour());
});
