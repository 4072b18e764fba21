import { expect, test } from 'vitest';
import { alertGroups, nearestFirst } from '#view-models/alerts/alert-order.ts';
import {
	comingInWords,
	limitInWords,
	markOf,
	overInWords,
	valueInWords,
	whenInWords
} from '#view-models/alerts/alert-words.ts';
import type { Alert, OverNow } from '#core/topics/states.ts';

const OVER: OverNow = { level: 'warning', value: 86, threshold: 85, minutes: 40 };
const alert = (changes: Partial<Alert> = {}): Alert => ({
	server: 'db',
	metric: 'cpu_user_pct',
	severity: 'critical',
	value: 97,
	threshold: 95,
	minutes: 5,
	criticalMinutes: 5,
	...changes
});

test.each([
	[{}, 'over now, for 40 min'],
	[{ minutes: 0 }, 'over now, for less than 1 min'],
	[{ minutes: 100 }, 'over now, for 1 h 40 min'],
	[{ minutes: 3000 }, 'over now, for 2 d 2 h'],
	[{ atLeast: true }, 'over now, for at least 40 min'],
	[{ atLeast: true, minutes: 0 }, 'over now'],
	[{ silent: true }, 'over when last heard']
] as const)('%j is %s', (changes, words) => {
	expect(overInWords({ ...OVER, ...changes })).toBe(words);
});

test('what is over its limit now is not announced as future, and its forecast is listed separately', () => {
	const over = alert({ over: OVER });
	expect(whenInWords(over)).toBe('over now, for 40 min');
	expect(valueInWords(over)).toBe('CPU user 86.0%');
	expect(limitInWords(over)).toBe('limit 85%');
	expect(markOf(over)).toBe('warning');
	expect(comingInWords(over)).toBe('critical in 5 min');
	expect(comingInWords(alert({ over: { ...OVER, level: 'critical' } }))).toBeUndefined();
});

test('what is still to come names its quantile, its limit and when', () => {
	expect(whenInWords(alert())).toBe('in 5 min');
	expect(valueInWords(alert())).toBe('CPU user 97.0% (p50)');
	expect(limitInWords(alert())).toBe('limit 95%');
	expect(comingInWords(alert())).toBeUndefined();
	expect(comingInWords(alert({ criticalMinutes: 25 }))).toBe('critical in 25 min');
});

test('over now stands before what is to come: critical first, then the longest', () => {
	const alerts = {
		near: alert(),
		long: alert({ server: 'long', over: OVER }),
		short: alert({ server: 'short', over: { ...OVER, minutes: 2 } }),
		worst: alert({ server: 'worst', over: { ...OVER, level: 'critical', minutes: 0 } }),
		far: alert({ minutes: 50 })
	};
	expect(nearestFirst(alerts).map(({ key }) => key)).toEqual([
		'worst',
		'long',
		'short',
		'near',
		'far'
	]);
	expect(alertGroups(alerts).coming.map(({ key }) => key)).toEqual(['near', 'far']);
});
