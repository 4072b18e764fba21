import fc from 'fast-check';
import { expect, test } from 'vitest';
import { levelOfSeverity, levelOfWord } from '#view-models/cascade/daemon-words.ts';
import { EVENT_COLUMNS, eventRows } from '#view-models/cascade/event-table.ts';
import { timelineOf } from '#view-models/cascade/timeline.ts';
import { cascadeVerdict } from '#view-models/cascade/verdict.ts';
import { sortRows } from '#view-models/table.ts';
import type { CascadeEvent, CascadeEventsState } from '#core/topics/cascade-events.ts';
import type { CascadeState } from '#core/topics/states.ts';

const NOW = Date.UTC(2026, 0, 1, 12);
const HEALTH: CascadeState = {
	offered: true,
	healthScore: 100,
	status: 'healthy',
	correlation: 0,
	anomalyRate: 0,
	anomalousServers: 0,
	totalServers: 20,
	cascadeRisk: 'low'
};
const EVENTS: CascadeEventsState = {
	offered: true,
	now: [],
	recommendations: [],
	events: [],
	eventCount: 0,
	trackedMetrics: [],
	thresholds: {}
};
const ABSENT = { offered: false } as const;
const FAILED = { offered: false, failed: { reason: 'It timed out.', since: NOW } } as const;

function event(at: number, ...severities: string[]): CascadeEvent {
	return {
		at,
		correlation: 0.2,
		servers: ['ppdb001'],
		metrics: severities.map((severity) => ({
			metric: 'mem_used_pct',
			servers: ['ppdb001'],
			severity
		}))
	};
}

test.each([
	[undefined, undefined, 'waiting'],
	[HEALTH, undefined, 'waiting'],
	[ABSENT, undefined, 'waiting'],
	[ABSENT, ABSENT, 'not-offered'],
	[HEALTH, ABSENT, 'score-only'],
	[{ ...HEALTH, totalServers: 0 }, undefined, 'undecided'],
	[HEALTH, EVENTS, 'undecided'],
	[undefined, { ...EVENTS, detected: false }, 'none'],
	[HEALTH, { ...EVENTS, detected: false }, 'none'],
	[ABSENT, { ...EVENTS, detected: true }, 'detected'],
	[FAILED, undefined, 'failed'],
	[HEALTH, FAILED, 'failed'],
	[FAILED, { ...EVENTS, detected: true }, 'detected']
] as const)('of health %j and events %j the verdict is %s', (health, events, kind) => {
	expect(cascadeVerdict(health, events).kind).toBe(kind);
});

test('a daemon that cannot tell yet says why', () => {
	const reason = 'Not enough servers to detect cascade';
	expect(cascadeVerdict(HEALTH, { ...EVENTS, reason })).toEqual({ kind: 'undecided', reason });
});

test('no event is called healthy, and an unknown word has no colour', () => {
	expect(['low', 'medium', 'HIGH', 'critical', 'dire', '__proto__'].map(levelOfSeverity)).toEqual([
		'degraded',
		'warning',
		'critical',
		'critical',
		undefined,
		undefined
	]);
	expect(levelOfWord('low')).toBe('healthy');
});

test('an event is as grave as the gravest of its metrics', () => {
	const rows = eventRows([event(NOW, 'low', 'critical', 'dire'), event(NOW, 'dire'), event(NOW)]);
	expect(rows.map(({ severity }) => severity)).toEqual(['critical', 'dire', undefined]);
});

test('an event keeps its id when its time is recalculated and when its twin arrives', () => {
	const idsOf = (...events: CascadeEvent[]) => eventRows(events).map(({ id }) => id);
	const [before] = idsOf(event(NOW, 'low'));
	const after = idsOf(event(NOW + 6_000, 'low'), event(NOW + 1_000, 'low'), event(NOW, 'high'));
	expect(after[1]).toBe(before);
	expect(new Set(after).size).toBe(3);
});

test('sorted by severity the gravest come first, and an event without any last in either order', () => {
	const rows = eventRows([event(NOW), event(NOW, 'medium'), event(NOW, 'critical')]);
	const sorted = (order: 'ascending' | 'descending') =>
		sortRows(rows, EVENT_COLUMNS, { column: 'severity', order }).map(({ severity }) => severity);
	expect(sorted('ascending')).toEqual(['critical', 'medium', undefined]);
	expect(sorted('descending')).toEqual(['medium', 'critical', undefined]);
});

test('a timeline has a lane for each watched metric, and one for any other that went astray', () => {
	const { lanes } = timelineOf([event(NOW, 'low')], ['swap_used_pct', 'cpu_user_pct'], NOW);
	expect(lanes.map(({ name, marks }) => [name, marks.length])).toEqual([
		['CPU user', 0],
		['Memory', 1],
		['Swap', 0]
	]);
});

test('without events a timeline shows the last minute', () => {
	expect(timelineOf([], ['cpu_user_pct'], NOW)).toMatchObject({ from: NOW - 60_000, to: NOW });
});

test('every mark lies on the timeline, and later is further along', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 2 * NOW }), { minLength: 1 }), (times) => {
			const { from, to, lanes } = timelineOf(
				times.map((at) => event(at, 'low')),
				[],
				NOW
			);
			const marks = lanes.flatMap((lane) => lane.marks);
			expect(marks).toHaveLength(times.length);
			for (const { at, percent } of marks) {
				expect(at >= from && at <= to).toBe(true);
				expect(percent >= 0 && percent <= 100).toBe(true);
			}
			const along = marks.map(({ percent }) => percent);
			expect(along).toEqual(along.toSorted((a, b) => a - b));
		})
	);
});
