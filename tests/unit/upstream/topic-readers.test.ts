import { describe, expect, test } from 'vitest';
import { schemaOf } from '#core/topics/schema-of.ts';
import { readCascadeEvents } from '../../../server/upstream/cascade-events.ts';
import { readDrift } from '../../../server/upstream/drift.ts';
import { readModels } from '../../../server/upstream/models.ts';
import { recordedJson } from '../../support/recordings.ts';
import { cascadeEvents, DRIFT, HEALTH } from '../../support/view-states.ts';

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);
const FOLDERS = ['healthy', 'degrading', 'critical-escalated'] as const;

function valueOf<Value>(result: { ok: boolean; value?: Value }): Value {
	expect(result.ok).toBe(true);
	return result.value as Value;
}

test.each([
	['cascade', HEALTH],
	['cascade-events', cascadeEvents(true)],
	['drift', DRIFT],
	['models', { offered: true, models: [] }]
] as const)('the moment of a state of %s that is overdue reaches its viewers', (topic, state) => {
	const dated = { ...state, asOf: NOW };
	expect(schemaOf(topic).parse(dated)).toEqual(dated);
	expect(schemaOf(topic).parse(state)).toEqual(state);
});

describe('cascade events', () => {
	test.each(FOLDERS)('as recorded (%s) are a state of their topic, newest first', (folder) => {
		const state = valueOf(readCascadeEvents(recordedJson(`${folder}/cascade-status.json`), NOW));
		expect(schemaOf('cascade-events').safeParse(state).success).toBe(true);
		if (!state.offered) throw new Error('offered');
		const times = state.events.map(({ at }) => at);
		expect(times).toEqual([...times].sort((a, b) => b - a));
		expect(state.thresholds).toEqual({ correlation: 0.7, servers: 3, anomalyZScore: 2 });
	});

	test('are dated by how long ago they were, for the daemon’s times bear no zone', () => {
		const state = valueOf(readCascadeEvents(recordedJson('healthy/cascade-status.json'), NOW));
		if (!state.offered) throw new Error('offered');
		// Recorded 36.44 s before the daemon's own now.
		expect(state.events.at(-1)?.at).toBe(NOW - 36_000);
	});

	test('with a verdict that must wait say why, and detect nothing', () => {
		const reason = 'Insufficient servers';
		const body = { current_status: { cascade_detected: false, reason } };
		const state = valueOf(readCascadeEvents(body, NOW));
		expect(state).toMatchObject({ offered: true, reason, events: [] });
		expect(state).not.toHaveProperty('detected');
	});

	test('one malformed event hides no other', () => {
		const body = recordedJson('healthy/cascade-status.json') as { recent_events: unknown[] };
		const whole = valueOf(readCascadeEvents(body, NOW));
		body.recent_events.push({ timestamp: 'noon', correlation_score: 0.1 }, 7);
		expect(valueOf(readCascadeEvents(body, NOW))).toEqual(whole);
	});

	test('switched off are not offered; anything else is malformed', () => {
		expect(valueOf(readCascadeEvents({ success: false, error: 'disabled' }, NOW))).toEqual({
			offered: false
		});
		expect(readCascadeEvents([], NOW)).toMatchObject({ problem: { kind: 'daemon-malformed' } });
	});
});

describe('drift', () => {
	test('zeros of a monitor that was never fed are not measured', () => {
		const state = valueOf(
			readDrift(
				recordedJson('healthy/drift-status.json'),
				recordedJson('healthy/drift-report.json'),
				recordedJson('healthy/admin-training-status.json')
			)
		);
		expect(schemaOf('drift').safeParse(state).success).toBe(true);
		expect(state).toMatchObject({
			measured: false,
			limits: { per: 10, dss: 20, fds: 15, anomalyRate: 5 },
			training: { status: 'idle' }
		});
	});

	test('fractions become percents, and a fed monitor is measured', () => {
		const body = {
			current_metrics: {
				per: 0.1234,
				dss: 0.2,
				fds: 0.05,
				anomaly_rate: 0.01,
				combined_score: 0.3,
				needs_retraining: true
			},
			trends: { per: 'increasing' },
			window_size: 400
		};
		expect(valueOf(readDrift(body, undefined, undefined))).toEqual({
			offered: true,
			measured: true,
			scores: { per: 12.3, dss: 20, fds: 5, anomalyRate: 1 },
			limits: { per: 10, dss: 20, fds: 15, anomalyRate: 5 },
			combined: 30,
			trends: { per: 'increasing' },
			needsRetraining: true,
			windowSize: 400
		});
	});
});

describe('models', () => {
	test('as recorded are a state of their topic', () => {
		const state = valueOf(
			readModels(
				recordedJson('healthy/admin-models.json'),
				recordedJson('healthy/admin-model-info.json'),
				recordedJson('healthy/admin-training-stats.json'),
				recordedJson('healthy/root.json')
			)
		);
		expect(schemaOf('models').safeParse(state).success).toBe(true);
		expect(state).toEqual({
			offered: true,
			models: [],
			daemonVersion: '2.4',
			loaded: false,
			mode: 'heuristic',
			trainings: { total: 0, successful: 0, failed: 0 },
			readyToTrain: false,
			readyReason: 'Insufficient data: 0 < 100000 records'
		});
	});

	test('no path of the daemon’s machine reaches a viewer', () => {
		const body = {
			models: [{ name: 'a', path: '/secret/models/a', is_current: true, size_mb: 1.26 }],
			current_model: '/secret/models/a'
		};
		const state = valueOf(readModels(body, undefined, undefined));
		expect(state).toEqual({
			offered: true,
			models: [{ name: 'a', current: true, sizeMb: 1.3 }],
			current: 'a'
		});
	});
});
