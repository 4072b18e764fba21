import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenRules, ENVIRONMENT_ALERT_RULES } from '#core/alerting/environment-rules.ts';
import { countBySeverity, fleetMessages, serverMessages } from '#view-models/alerting/messages.ts';
import {
	answerInWords,
	countsInWords,
	MESSAGE_COLUMNS,
	ofSeverity,
	readSeverity
} from '#view-models/alerting/message-table.ts';
import {
	escalationInWords,
	riskSpan,
	routeFor,
	routeOf,
	ROUTES,
	SEVERITIES
} from '#core/alerting/routing.ts';
import { changedQuery } from '#view-models/query.ts';
import { sortRows } from '#view-models/table.ts';
import type { Alert, RiskEntry } from '#core/topics/states.ts';

const NAMES = { risk30mPercent: '30-minute risk', risk8hPercent: '8-hour risk' };
const entry = (score: number, more: Partial<RiskEntry> = {}): RiskEntry => ({
	score,
	level: 'healthy',
	profile: 'Web API',
	...more
});
const crossing = (server: string, metric: string, minutes: number): Alert => ({
	server,
	metric,
	severity: 'warning',
	value: 96,
	threshold: 95,
	minutes
});

test.each([
	[100, 'imminent'],
	[90, 'imminent'],
	[89.9, 'critical'],
	[80, 'critical'],
	[79.9, 'danger'],
	[70, 'danger'],
	[69.9, 'warning'],
	[60, 'warning'],
	[59.9, 'degrading'],
	[50, 'degrading'],
	[49.9, 'watch'],
	[30, 'watch'],
	[29.9, undefined],
	[0, undefined]
])('a risk of %d is routed as %s', (score, severity) => {
	expect(routeOf(score)?.severity).toBe(severity);
});

test('the routing matrix has one row a severity, each of a lower floor than the one before', () => {
	expect(ROUTES.map(({ severity }) => severity)).toEqual([...SEVERITIES]);
	expect(SEVERITIES.map((severity) => routeFor(severity))).toEqual([...ROUTES]);
	for (const [index, route] of ROUTES.entries())
		expect(route.from).toBeLessThan(ROUTES[index - 1]?.from ?? Infinity);
	expect(ROUTES.map(riskSpan)).toEqual([
		'90 and over',
		'80 to under 90',
		'70 to under 80',
		'60 to under 70',
		'50 to under 60',
		'30 to under 50'
	]);
});

test('an unanswered critical message goes to the senior engineer, then to the director', () => {
	expect(escalationInWords(routeFor('critical'))).toBe(
		'15 min: senior engineer, then 30 min: director'
	);
	expect(escalationInWords(routeFor('danger'))).toBe('30 min: on-call engineer');
	expect(escalationInWords(routeFor('watch'))).toBe('');
});

test('the higher of two risks is never routed as less urgent', () => {
	const rank = (score: number) => {
		const route = routeOf(score);
		return route ? ROUTES.indexOf(route) : ROUTES.length;
	};
	const score = fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10);
	fc.assert(
		fc.property(score, score, (a, b) => {
			expect(rank(Math.max(a, b))).toBeLessThanOrEqual(rank(Math.min(a, b)));
		})
	);
});

test.each([
	[{ risk30mPercent: 70 }, ['danger']],
	[{ risk30mPercent: 70.1 }, ['critical']],
	[{ risk30mPercent: 40 }, []],
	[{ risk30mPercent: 40.1 }, ['danger']],
	[{ risk8hPercent: 50 }, []],
	[{ risk8hPercent: 50.1 }, ['warning']],
	[{ risk30mPercent: 100, risk8hPercent: 100 }, ['critical', 'warning']],
	[{}, []]
])('a fleet at %o is worth messages of %o', (summary, severities) => {
	expect(brokenRules(summary).map(({ severity }) => severity)).toEqual(severities);
});

test('of the rules for one risk the most urgent stands first', () => {
	for (const [index, rule] of ENVIRONMENT_ALERT_RULES.entries()) {
		const before = ENVIRONMENT_ALERT_RULES[index - 1];
		if (before?.risk !== rule.risk) continue;
		expect(rule.overPercent).toBeLessThan(before.overPercent);
	}
	expect(ENVIRONMENT_ALERT_RULES).toHaveLength(3);
});

test('a message about the fleet says which rule was broken and by how much', () => {
	const [message] = fleetMessages(brokenRules({ risk30mPercent: 71.25 }), NAMES);
	expect(message).toMatchObject({
		risk: 71.25,
		route: { severity: 'critical' },
		reasons: ['30-minute risk of the fleet 71.3% is over 70%']
	});
	expect(message?.server).toBeUndefined();
});

test('a message about a server gives its risk, that it may be silent, and its crossings, nearest first', () => {
	const messages = serverMessages(
		{ db: entry(92.3, { silent: true }), web: entry(12), idle: entry(55) },
		{
			a: crossing('db', 'mem_used_pct', 20),
			b: crossing('db', 'cpu_user_pct', 5),
			c: crossing('web', 'mem_used_pct', 5),
			d: crossing('db', 'swap_used_pct', 5)
		}
	);
	expect(messages.map(({ server }) => server)).toEqual(['db', 'idle']);
	expect(messages[0]?.reasons).toEqual([
		'risk at or over 90',
		'values have stopped changing, so it may be silent',
		'forecast (p50) in 5 min: CPU user over 95%, Swap over 95%',
		'forecast (p50) in 20 min: Memory over 95%'
	]);
});

test('what is over its limit now is shown as such, with its duration, not as a forecast', () => {
	const over = { level: 'warning', value: 96.2, threshold: 85, minutes: 40 } as const;
	const [message] = serverMessages(
		{ db: entry(92) },
		{
			a: { ...crossing('db', 'cpu_user_pct', 5), over },
			b: { ...crossing('db', 'swap_used_pct', 0), over: { ...over, minutes: 3, atLeast: true } },
			c: crossing('db', 'mem_used_pct', 5)
		}
	);
	expect(message?.reasons).toEqual([
		'risk at or over 90',
		'over now, for 40 min: CPU user over 85%',
		'over now, for at least 3 min: Swap over 85%',
		'forecast (p50) in 5 min: Memory over 95%'
	]);
});

test('every server of 30 and over has one message, and each is counted once', () => {
	const name = fc.oneof(fc.string(), fc.constant('__proto__'));
	const score = fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10);
	fc.assert(
		fc.property(fc.uniqueArray(fc.tuple(name, score), { selector: ([key]) => key }), (rows) => {
			const messages = serverMessages(
				Object.fromEntries(rows.map(([key, value]) => [key, entry(value)])),
				{}
			);
			const worth = rows.filter(([, value]) => value >= 30).map(([key]) => key);
			expect(messages.map(({ server }) => server).sort()).toEqual(worth.sort());
			const counted = Object.values(countBySeverity(messages)).reduce((a, b) => a + b, 0);
			expect(counted).toBe(worth.length);
		})
	);
});

test('what is chosen by severity is what is shown, and a severity unheard of shows all', () => {
	const messages = serverMessages({ db: entry(92), web: entry(85), idle: entry(30) }, {});
	const shown = (text: string | null) =>
		ofSeverity(messages, readSeverity(text)).map(({ server }) => server);
	expect(shown('critical')).toEqual(['web']);
	expect(shown('nonsense')).toEqual(['db', 'web', 'idle']);
	expect(shown(null)).toEqual(['db', 'web', 'idle']);
	expect(countsInWords(countBySeverity(messages))).toBe('1 imminent, 1 critical, 1 watch');
});

test('a table of messages sorts by urgency, not by the alphabet', () => {
	const messages = serverMessages({ db: entry(92), web: entry(85), idle: entry(30) }, {});
	const sorted = sortRows(messages, MESSAGE_COLUMNS, { column: 'severity', order: 'descending' });
	expect(sorted.map(({ route }) => route.severity)).toEqual(['imminent', 'critical', 'watch']);
	expect(answerInWords(routeFor('degrading'))).toBe('2 h');
	expect(answerInWords(routeFor('watch'))).toBe('–');
});

test('a changed query keeps what else stood in it', () => {
	const query = new URLSearchParams('sort=-risk&severity=watch');
	expect(changedQuery(query, { severity: undefined, filter: 'a&b' })).toBe(
		'sort=-risk&filter=a%26b'
	);
	expect(query.get('severity')).toBe('watch');
});
