import { describe, expect, test } from 'vitest';
import type { Level } from '#core/levels/levels.ts';
import type { KeptTick } from '../../../server/history/kept-tick.ts';
import { DerivedHistory, levelTick } from '../../support/derived-history.ts';

const BEGAN = Date.UTC(2026, 0, 1);
const TICK_MS = 5_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Stretch = readonly [level: Level, ms: number];

/** Ticks 5 s apart, in which server `a` is so long at each of these levels, and `b` always healthy. */
function ticksOf(...stretches: readonly Stretch[]): KeptTick[] {
	let at = BEGAN;
	return stretches.flatMap(([level, ms]) =>
		Array.from({ length: ms / TICK_MS }, () => {
			const tick = levelTick(at, { a: level, b: 'healthy' });
			at += TICK_MS;
			return tick;
		})
	);
}

function kept(...stretches: readonly Stretch[]): DerivedHistory {
	const history = new DerivedHistory();
	history.keep(...ticksOf(...stretches));
	return history;
}

describe('the summary', () => {
	const history = kept(
		['healthy', MINUTE_MS],
		['critical', 2 * MINUTE_MS],
		['healthy', MINUTE_MS],
		['warning', 4 * MINUTE_MS],
		['degraded', 2 * MINUTE_MS],
		['healthy', MINUTE_MS],
		['degraded', 2 * MINUTE_MS]
	);

	test('counts each time outside healthy once, by its most urgent level', () => {
		expect(history.ask('summary', { range: '1h' })).toEqual({
			window: expect.objectContaining({ to: BEGAN + 12 * MINUTE_MS, stepMs: MINUTE_MS }) as unknown,
			keptFrom: BEGAN,
			alerts: 3,
			byLevel: { critical: 1, warning: 1, degraded: 1 },
			resolved: 2,
			open: 1,
			lost: 0,
			resolutionPercent: (2 / 3) * 100,
			meanResolveMs: 4 * MINUTE_MS,
			serversAffected: 1
		});
	});

	test('of a time without alerts claims no resolution rate, and none took no time', () => {
		const summary = kept(['healthy', 5 * MINUTE_MS]).ask('summary', { range: '30m' });
		expect(summary).toMatchObject({ alerts: 0, resolved: 0, open: 0, serversAffected: 0 });
		expect(summary).not.toHaveProperty('resolutionPercent');
		expect(summary).not.toHaveProperty('meanResolveMs');
	});

	test('of an earlier moment knows nothing of what came after', () => {
		const until = BEGAN + 2 * MINUTE_MS;
		const summary = history.ask('summary', { range: '30m', until });
		expect(summary).toMatchObject({ alerts: 1, resolved: 0, open: 1 });
	});

	test('of an earlier moment counts an alert by the most urgent level that it had had by then', () => {
		const alert = kept(
			['healthy', MINUTE_MS],
			['degraded', 2 * MINUTE_MS],
			['critical', 2 * MINUTE_MS],
			['warning', 2 * MINUTE_MS],
			['healthy', 2 * MINUTE_MS]
		);
		const levelsAt = (minute: number) => {
			const question = { range: '30m', until: BEGAN + minute * MINUTE_MS } as const;
			return alert.ask('summary', question).byLevel;
		};
		expect(levelsAt(3)).toEqual({ critical: 0, warning: 0, degraded: 1 });
		// Past its peak, and not yet over.
		for (const minute of [4, 6, 8])
			expect(levelsAt(minute)).toEqual({ critical: 1, warning: 0, degraded: 0 });
	});

	test('of nothing kept is an empty window', () => {
		const summary = new DerivedHistory().ask('summary', { range: '1h' });
		expect(summary).toMatchObject({ window: { from: 0, to: 0 }, alerts: 0 });
		expect(summary).not.toHaveProperty('keptFrom');
	});
});

describe('the events', () => {
	const history = kept(
		['healthy', MINUTE_MS],
		['critical', MINUTE_MS],
		['warning', MINUTE_MS],
		['healthy', 2 * MINUTE_MS]
	);

	test('come newest first, with how long each level lasted', () => {
		expect(history.ask('events', { range: '30m', limit: 10 })).toMatchObject({
			total: 3,
			events: [
				{ kind: 'resolved', server: 'a', levelMs: MINUTE_MS, episodeMs: 2 * MINUTE_MS, score: 10 },
				{ kind: 'eased', from: 'critical', to: 'warning', levelMs: MINUTE_MS },
				{ kind: 'escalated', from: 'healthy', to: 'critical', at: BEGAN + MINUTE_MS }
			]
		});
	});

	test('come page by page, each once', () => {
		const first = history.ask('events', { range: '30m', limit: 2 });
		const last = first.events.at(-1);
		const second = history.ask('events', { range: '30m', limit: 2, ...(last && { before: last }) });
		expect([...first.events, ...second.events]).toHaveLength(3);
		expect(second.events).toMatchObject([{ kind: 'escalated' }]);
	});

	test('of one server are told alone', () => {
		const question = { range: '30m', limit: 10 } as const;
		expect(history.ask('events', { ...question, server: 'b' })).toMatchObject({ total: 0 });
		expect(history.ask('events', { ...question, server: 'a' })).toMatchObject({ total: 3 });
	});
});

describe('the environment', () => {
	test('tells mean counts per level and the percents, step by step', () => {
		const history = kept(['healthy', 90_000], ['critical', 90_000]);
		const { points } = history.ask('environment', { range: '30m' });
		expect(points).toEqual([
			expect.objectContaining({ at: BEGAN, ticks: 12, healthy: 2, critical: 0, highestRisk: 10 }),
			expect.objectContaining({ ticks: 12, healthy: 1.5, critical: 0.5, meanRisk: 30 })
		]);
		expect(points[1]).toMatchObject({ risk30m: 30, risk8h: 50, highestRisk: 90 });
	});

	test('leaves out what was not kept, and what the daemon said while nothing fed it', () => {
		const history = new DerivedHistory();
		const minute = (index: number, ok: boolean) =>
			ticksOf(['healthy', MINUTE_MS]).map((tick) => ({
				...tick,
				ok,
				at: tick.at + index * MINUTE_MS
			}));
		for (const [index, ok] of [true, false, true, true].entries())
			history.keep(...minute(index, ok));
		const { points } = history.ask('environment', { range: '30m' });
		expect(points.map(({ at }) => (at - BEGAN) / MINUTE_MS)).toEqual([0, 2]);
	});

	test.each(['1w', '1M'] as const)('of %s holds the newest minute too', (range) => {
		const history = kept(['critical', 90 * MINUTE_MS], ['healthy', 5 * MINUTE_MS]);
		const { points, window } = history.ask('environment', { range });
		expect(window.to).toBe(BEGAN + 94 * MINUTE_MS);
		expect(points.reduce((ticks, point) => ticks + point.ticks, 0)).toBe(94 * 12);
	});
});

describe('the servers', () => {
	const history = kept(['healthy', 2 * MINUTE_MS], ['critical', 3 * MINUTE_MS]);

	test('each tell their risk, how long they were at each level, and their alerts', () => {
		const { servers } = history.ask('servers', { range: '1h' });
		expect(servers).toEqual([
			{
				server: 'a',
				profile: 'Web',
				meanRisk: 50,
				highestRisk: 90,
				lastRisk: 90,
				lastAt: BEGAN + 3 * MINUTE_MS,
				criticalMs: 2 * MINUTE_MS,
				warningMs: 0,
				degradedMs: 0,
				healthyMs: 2 * MINUTE_MS,
				alerts: 1
			},
			expect.objectContaining({ server: 'b', criticalMs: 0, healthyMs: 4 * MINUTE_MS, alerts: 0 })
		]);
	});

	test('one by one tell their risk and metrics over time', () => {
		const { points } = history.ask('series', { range: '30m', server: 'a' });
		expect(points.map(({ risk }) => risk)).toEqual([
			[10, 10, 10, 10],
			[10, 10, 10, 10],
			[90, 90, 90, 90],
			[90, 90, 90, 90]
		]);
		expect(points[0]).toMatchObject({ at: BEGAN, cpu: [42.5, 42.5, 42.5, 42.5] });
		expect(points[0]).not.toHaveProperty('swap');
	});

	test('a server that nobody knows has no series', () => {
		expect(history.ask('series', { range: '1M', server: 'x' }).points).toEqual([]);
	});
});

test('a pause of the keeping counts for no level, and ends what was open', () => {
	const history = new DerivedHistory();
	const later = ticksOf(['critical', 2 * MINUTE_MS]).map((tick) => ({
		...tick,
		at: tick.at + 6 * HOUR_MS
	}));
	history.keep(...ticksOf(['critical', 2 * MINUTE_MS]), ...later);
	const { servers } = history.ask('servers', { range: '8h' });
	// The last tick of each part has no next, and the newest minute is still going on.
	expect(servers[0]?.criticalMs).toBe(3 * MINUTE_MS - TICK_MS);
	expect(history.ask('summary', { range: '8h' })).toMatchObject({ alerts: 2, lost: 1, open: 1 });
});

test('what viewers are told: since when, and the newest minute that is whole', () => {
	expect(new DerivedHistory().kept()).toEqual({ truths: 0 });
	expect(kept(['healthy', 3 * MINUTE_MS]).kept()).toEqual({
		minutesFrom: BEGAN,
		newestMinute: BEGAN + MINUTE_MS,
		truths: 0
	});
});

test('minutes and hours go when they are too old, and with them the names that nobody needs', () => {
	const history = new DerivedHistory({ ticksMs: 1, minutesMs: HOUR_MS, hoursMs: DAY_MS });
	const day = (from: number, name: string) =>
		Array.from({ length: 120 }, (_, minute) =>
			levelTick(from + minute * MINUTE_MS, { [name]: minute % 10 < 5 ? 'healthy' : 'critical' })
		);
	history.keep(...day(BEGAN, 'old'), ...day(BEGAN + 2 * DAY_MS, 'new'));
	history.retain(BEGAN + 2 * DAY_MS + 2 * HOUR_MS);
	const count = (table: string) =>
		history.database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.['rows'];
	expect([count('fleet_minutes'), count('server_minutes')]).toEqual([60, 60]);
	expect([count('fleet_hours'), count('server_hours'), count('rosters')]).toEqual([2, 2, 1]);
	const { events } = history.ask('events', { range: '1M', limit: 1_000 });
	expect(new Set(events.map(({ server }) => server))).toEqual(new Set(['new']));
});
