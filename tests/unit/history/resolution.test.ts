import { expect, test } from 'vitest';
import { LEAST_ALERTS, resolutionInWords, type HistorySummary } from '#core/history/summary.ts';

const summaryOf = (resolved: number, open: number): HistorySummary => ({
	window: { from: 0, to: 1, stepMs: 1 },
	alerts: resolved + open,
	byLevel: { critical: 0, warning: 0, degraded: resolved + open },
	resolved,
	open,
	lost: 0,
	...(resolved + open > 0 && { resolutionPercent: (resolved / (resolved + open)) * 100 }),
	...(resolved > 0 && { meanResolveMs: 90_000 }),
	serversAffected: 1
});

test('of a few alerts neither a rate nor a mean is claimed, but they are counted', () => {
	expect(resolutionInWords(summaryOf(0, 0)).rate.value).toBe('–');
	expect(resolutionInWords(summaryOf(1, 0)).rate.value).toBe('1 of 1');
	expect(resolutionInWords(summaryOf(2, 1)).rate.value).toBe('2 of 3');
	expect(resolutionInWords(summaryOf(2, 1)).meanTime).toEqual({
		value: '–',
		more: `2 of the ${LEAST_ALERTS} resolved alerts needed`
	});
});

test('of more alerts they are, and say of how many, and how many are still to come', () => {
	const { rate, meanTime } = resolutionInWords(summaryOf(6, 2));
	expect(rate).toEqual({ value: '75%', more: 'of 8 alerts' });
	expect(meanTime).toEqual({ value: '1 min 30 s', more: 'of 6 resolved, 2 still open' });
});

test('many open ones leave a mean out as long as few are resolved', () => {
	expect(resolutionInWords(summaryOf(1, 40)).meanTime.value).toBe('–');
	expect(resolutionInWords(summaryOf(1, 40)).rate.value).toBe('2%');
});
