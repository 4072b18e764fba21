import { expect, test } from 'vitest';
import type { Freshness } from '#core/freshness.ts';
import { LEVELS } from '#core/levels/levels.ts';
import type { DaemonState } from '#core/protocol/daemon.ts';
import type { SummaryState } from '#core/topics/states.ts';
import { createStyle } from '../../../bin/terminal/style.ts';
import { statusLines, statusOf, type StatusFacts } from '../../../bin/text/status.ts';

function summaryOf(counts: Partial<SummaryState['counts']>): SummaryState {
	const none = {
		total: 10,
		critical: 0,
		warning: 0,
		degraded: 0,
		healthy: 0,
		attention: 0,
		silent: 0
	};
	return { counts: { ...none, ...counts }, highest: {}, attention: {} };
}

function factsOf(change: Partial<StatusFacts> = {}, state: DaemonState = 'live'): StatusFacts {
	return {
		freshness: { kind: 'live' },
		link: 'joined',
		problem: undefined,
		daemon: { state, stale: false, since: 1 },
		servers: 10,
		at: Date.UTC(2026, 0, 1, 12),
		demo: false,
		summary: summaryOf({ healthy: 10 }),
		tick: 7,
		ageMs: 1_234.6,
		...change
	};
}

test.each([
	[{ healthy: 10 }, 'healthy', 0],
	[{ healthy: 9, degraded: 1 }, 'degraded', 1],
	[{ degraded: 4, warning: 1 }, 'warning', 1],
	[{ healthy: 9, critical: 1 }, 'critical', 2],
	[{ warning: 5, critical: 5 }, 'critical', 2]
] as const)('servers %j make the fleet %s: exit %i', (counts, level, exitCode) => {
	expect(statusOf(factsOf({ summary: summaryOf(counts) }))).toMatchObject({
		status: level,
		exitCode
	});
});

const STALE: Freshness = { kind: 'stale', cause: 'daemon' };
test.each<[string, StatusFacts]>([
	['stale', factsOf({ freshness: STALE })],
	['silent feed', factsOf({ freshness: STALE }, 'feed-silent')],
	['warming up', factsOf({}, 'warming')],
	['not connected yet', factsOf({ link: 'connecting', freshness: { kind: 'waiting' } })],
	['offline', factsOf({ link: 'offline', freshness: { kind: 'stale', cause: 'offline' } })],
	['refused', factsOf({ link: 'refused', freshness: { kind: 'stale', cause: 'refused' } })],
	['without a state', factsOf({ summary: undefined })],
	['all warming', factsOf({ summary: summaryOf({ healthy: 10, warming: 10, unjudged: 10 }) })],
	['without servers', factsOf({ summary: summaryOf({ total: 0 }) })],
	['of an unknown server', factsOf({ server: { name: 'nobody', state: { present: false } } })],
	['of a server not told of', factsOf({ server: { name: 'web1', state: undefined } })]
])('a fleet that is %s is unknown, never healthy: exit 3', (_name, facts) => {
	expect(statusOf(facts)).toMatchObject({ status: 'unknown', exitCode: 3 });
});

test.each<[string, StatusFacts]>([
	['stale', factsOf({ freshness: STALE })],
	['warming up', factsOf({}, 'warming')],
	['not connected yet', factsOf({ link: 'connecting', freshness: { kind: 'waiting' } })],
	['refused', factsOf({ link: 'refused', freshness: { kind: 'stale', cause: 'refused' } })],
	['live', factsOf()]
])('status of one server names it while it is unknown: %s', (_name, facts) => {
	const found = statusOf({ ...facts, server: { name: 'web1', state: undefined } });
	expect(found).toMatchObject({ status: 'unknown', server: 'web1' });
	expect(statusLines(found, createStyle(false))[0]).toContain('? unknown  web1');
});

test('one server is judged by its own level alone', () => {
	const state = {
		present: true,
		score: 83.4,
		level: 'critical',
		profile: 'Web',
		metrics: {}
	} as const;
	const status = statusOf(factsOf({ server: { name: 'web1', state } }));
	expect(status).toMatchObject({ status: 'critical', exitCode: 2, server: 'web1', score: 83.4 });
});

test('in words it begins with the level, by word and shape, and says where the data are from', () => {
	const facts = factsOf({
		demo: true,
		summary: { ...summaryOf({ healthy: 9, critical: 1 }), risk30mPercent: 4.1, risk8hPercent: 8 }
	});
	const lines = statusLines(statusOf(facts), createStyle(false));
	expect(lines.slice(0, 3)).toEqual([
		'■ critical  Live: 10 servers',
		'10 servers: 1 critical, 0 warning, 0 degraded, 9 healthy; environment caution, 1 critical',
		'mean score 4.1% in 30 min, 8.0% in 8 h'
	]);
	expect(lines.slice(3)).toEqual([
		expect.stringMatching(/^last update .*, data 1\.2 s old$/),
		'demo data'
	]);
});

test('every level has an exit code', () => {
	const codes = LEVELS.map(
		(level) => statusOf(factsOf({ summary: summaryOf({ [level]: 1 }) })).exitCode
	);
	expect(codes).toEqual([2, 1, 1, 0]);
});
