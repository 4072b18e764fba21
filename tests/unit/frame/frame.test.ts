import { describe, expect, test } from 'vitest';
import { announcement } from '#view-models/frame/announcement.ts';
import { BRANDS } from '#core/brand/brand.ts';
import { brandStyle } from '#view-models/brand/brand-style.ts';
import { CADENCE_STEPS_MS, cadenceInWords, cadenceStep } from '#view-models/frame/cadence-steps.ts';
import { connectionStateOf, type ConnectionFacts } from '#view-models/frame/connection-state.ts';
import { viewStateOf } from '#view-models/frame/view-state.ts';
import { pointAt } from '#view-models/server-view/forecast-points.ts';
import type { DaemonHealth } from '#core/protocol/daemon.ts';
import { CADENCE_MS } from '#core/protocol/messages.ts';
import { ok, err } from '#core/protocol/problem.ts';
import { refreshInWords } from '#view-models/frame/refresh-words.ts';
import { renderGrade } from '#view-models/frame/render-time.ts';

const LIVE: DaemonHealth = { state: 'live', stale: false, since: 1000 };
const facts = (more: Partial<ConnectionFacts>): ConnectionFacts => ({
	freshness: { kind: 'live' },
	link: 'joined',
	problem: undefined,
	daemon: LIVE,
	servers: 20,
	at: 5000,
	demo: false,
	...more
});
const down = (kind: 'daemon-unreachable' | 'key-refused'): DaemonHealth => ({
	state: 'down',
	stale: true,
	since: 7000,
	problem: { kind, detail: 'The daemon refuses connections.' }
});

describe('the place for the connection', () => {
	test('says how many servers are live', () => {
		expect(connectionStateOf(facts({}))).toEqual({ kind: 'live', headline: 'Live: 20 servers' });
	});

	test('is live in no case but the daemon’s live state on a fresh page', () => {
		const freshness = [
			{ kind: 'waiting' },
			{ kind: 'stale', cause: 'daemon' },
			{ kind: 'stale', cause: 'silence' },
			{ kind: 'stale', cause: 'offline' },
			{ kind: 'stale', cause: 'refused' }
		] as const;
		expect(
			freshness.map((each) => connectionStateOf(facts({ freshness: each })).kind)
		).not.toContain('live');
		const states = ['connecting', 'warming', 'feed-silent', 'degraded', 'down'] as const;
		const kinds = states.map(
			(state) => connectionStateOf(facts({ daemon: { ...LIVE, state } })).kind
		);
		expect(kinds).toEqual(['connecting', 'warming', 'degraded', 'degraded', 'degraded']);
		expect(connectionStateOf(facts({ daemon: undefined })).kind).toBe('connecting');
	});

	test('is not live before it has joined, nor from the moment it is cut off', () => {
		expect(connectionStateOf(facts({ link: 'connecting' })).kind).toBe('connecting');
		expect(connectionStateOf(facts({ link: 'offline' })).kind).toBe('offline');
	});

	test('gives the reason for a daemon that is down, since when, and how to start it', () => {
		const freshness = { kind: 'stale', cause: 'daemon' } as const;
		const told = connectionStateOf(facts({ freshness, daemon: down('daemon-unreachable') }));
		expect(told).toMatchObject({
			kind: 'down',
			since: 7000,
			reason: 'The daemon refuses connections.',
			cure: expect.stringContaining('DAEMON_URL') as string
		});
		const demo = connectionStateOf(
			facts({ freshness, daemon: down('daemon-unreachable'), demo: true })
		);
		expect(demo.cure).toContain('npm start');
		expect(connectionStateOf(facts({ freshness, daemon: down('key-refused') })).cure).toContain(
			'TFT_API_KEY'
		);
	});

	test('says at which tick a slow daemon is live, and that an answer that was old when it came is just that', () => {
		const live: DaemonHealth = { state: 'live', stale: false, since: 0, tickMs: 7_000 };
		expect(connectionStateOf(facts({ daemon: live }))).toMatchObject({
			kind: 'live',
			reason: 'The daemon is slow: new data every 7 s.'
		});
		const problem = { kind: 'daemon-slow', detail: 'The daemon took 20 s for its last answer.' };
		const late = { state: 'degraded', stale: true, since: 4_000, goodAt: 9_000, problem } as const;
		const freshness = { kind: 'stale', cause: 'daemon' } as const;
		expect(connectionStateOf(facts({ freshness, daemon: late as DaemonHealth }))).toEqual({
			kind: 'stale',
			headline: 'Stale',
			since: 4_000,
			reason: problem.detail
		});
	});

	test('of a daemon that responds but is overloaded gives a cure for that, not for one that is away', () => {
		const freshness = { kind: 'stale', cause: 'daemon' } as const;
		for (const kind of ['daemon-overloaded', 'daemon-timeout'] as const) {
			const daemon: DaemonHealth = {
				state: kind === 'daemon-timeout' ? 'down' : 'degraded',
				stale: true,
				since: 7000,
				problem: { kind, detail: 'It takes too long.' }
			};
			const { headline, cure } = connectionStateOf(facts({ freshness, daemon }));
			expect(headline).toBe(
				kind === 'daemon-timeout' ? 'Daemon not responding' : 'Daemon overloaded'
			);
			expect(cure).toContain('DAEMON_TIMEOUT_SECONDS');
			expect(cure).not.toContain('DAEMON_URL');
		}
	});

	test('a failure of Fleetcast itself names Fleetcast, not the daemon, as what to look at', () => {
		const problem = { kind: 'internal-error', detail: 'Fleetcast failed to process the answer.' };
		const daemon = { state: 'degraded', stale: true, since: 7000, problem } as DaemonHealth;
		const freshness = { kind: 'stale', cause: 'daemon' } as const;
		const { headline, cure } = connectionStateOf(facts({ freshness, daemon }));
		expect(headline).toBe('Fleetcast failing');
		expect(cure).toContain('Fleetcast’s log');
	});

	test('tells a silent feed by the time of its last data', () => {
		const daemon: DaemonHealth = { state: 'feed-silent', stale: true, since: 9000, dataAt: 4000 };
		expect(
			connectionStateOf(facts({ freshness: { kind: 'stale', cause: 'daemon' }, daemon }))
		).toMatchObject({ kind: 'feed-silent', headline: 'No new data', since: 4000 });
	});

	test('after a restart of Fleetcast the data keep their age, and the reason is given', () => {
		const freshness = { kind: 'stale', cause: 'daemon' } as const;
		const told = (['connecting', 'warming'] as const).map((state) =>
			connectionStateOf(facts({ freshness, daemon: { state, stale: false, since: 9000 } }))
		);
		expect(told).toEqual([
			{
				kind: 'stale',
				headline: 'Stale',
				since: 5000,
				reason: 'Fleetcast has no response from the daemon yet.'
			},
			{
				kind: 'stale',
				headline: 'Stale',
				since: 5000,
				reason: 'The daemon is warming up and has no forecasts yet.'
			}
		]);
	});

	test('gives the server’s own words for a refusal, and the cure', () => {
		const told = connectionStateOf(
			facts({
				freshness: { kind: 'stale', cause: 'refused' },
				link: 'refused',
				problem: { kind: 'token-refused', detail: 'This token is not known.' }
			})
		);
		expect(told).toEqual({
			kind: 'refused',
			headline: 'Refused',
			reason: 'This token is not known.',
			cure: 'Sign in again.'
		});
	});

	test('tells offline from silence, both since the last update', () => {
		const told = (['offline', 'silence'] as const).map((cause) =>
			connectionStateOf(facts({ freshness: { kind: 'stale', cause } }))
		);
		expect(told.map(({ kind, since }) => [kind, since])).toEqual([
			['offline', 5000],
			['stale', 5000]
		]);
	});
});

test('a view waits until it holds something, and what it held is shown while stale', () => {
	expect(viewStateOf({ kind: 'live' }, false, false)).toBe('waiting');
	expect(viewStateOf({ kind: 'stale', cause: 'offline' }, false, false)).toBe('waiting');
	expect(viewStateOf({ kind: 'stale', cause: 'offline' }, true, true)).toBe('stale');
	expect(viewStateOf({ kind: 'live' }, true, true)).toBe('empty');
	expect(viewStateOf({ kind: 'live' }, true, false)).toBe('live');
});

test('only more critical servers, or another status, are read out', () => {
	const before = { status: 'healthy', critical: 1 } as const;
	expect(announcement(before, before)).toBeUndefined();
	expect(announcement(before, { ...before, critical: 0 })).toBeUndefined();
	expect(announcement(before, { ...before, critical: 2 })).toBe('2 servers critical, 1 before.');
	expect(announcement(before, { status: 'warning', critical: 1 })).toBe(
		'Fleet status is now warning.'
	);
	expect(announcement(before, { status: undefined, critical: 0 })).toBeUndefined();
});

test('the cadence goes from 5 s to 5 min by stops, and any stored value finds one', () => {
	expect([CADENCE_STEPS_MS[0], CADENCE_STEPS_MS.at(-1)]).toEqual([5000, 300_000]);
	expect(CADENCE_STEPS_MS[cadenceStep(CADENCE_MS.usual)]).toBe(30_000);
	expect([0, 5000, 44_000, 1e9].map(cadenceStep)).toEqual([0, 0, 3, 6]);
	expect(CADENCE_STEPS_MS.map((ms) => cadenceInWords(ms, 'short'))).toEqual([
		'5 s',
		'10 s',
		'15 s',
		'30 s',
		'1 min',
		'2 min',
		'5 min'
	]);
	expect([60_000, 300_000, 5000].map((ms) => cadenceInWords(ms, 'spoken'))).toEqual([
		'every minute',
		'every 5 minutes',
		'every 5 seconds'
	]);
});

test('the grade of a render time changes at 100, 500 and 1,000 ms', () => {
	expect([0, 99.9, 100, 499, 500, 999, 1000].map(renderGrade)).toEqual([
		'fast',
		'fast',
		'fair',
		'fair',
		'slow',
		'slow',
		'very slow'
	]);
});

test('the result of a refresh is given in words', () => {
	expect(refreshInWords(ok({ outcome: 'fresh', tick: 7 }))).toBe('Fresh: tick 7');
	expect(refreshInWords(ok({ outcome: 'wait', waitMs: 1200 }))).toContain('Wait 2 s');
	expect(refreshInWords(err('daemon-timeout', 'No answer.', 3000))).toBe(
		'No answer. Try again in 3 s.'
	);
});

test('a forecast tells its moments, and nothing beyond its end', () => {
	const forecast = { now: 1, trend: 0, p10: [1, 2], p50: [3, 4], p90: [5, 6] };
	expect(pointAt(forecast, 2)).toEqual({ p10: 2, p50: 4, p90: 6 });
	expect(pointAt(forecast, 3)).toBeUndefined();
});

test('a brand’s colours become custom properties', () => {
	expect(brandStyle(BRANDS['wells-fargo'])).toContain('--brand-primary: #D71E28;');
});
