import { describe, expect, test } from 'vitest';
import {
	METRIC_INDEX,
	HORIZON_STEPS,
	type MetricName
} from '../../../../server/embedded/daemon/metrics.ts';
import { profileLabel } from '../../../../server/embedded/daemon/profiles.ts';
import { alertLevel } from '../../../../server/embedded/daemon/rules/alert-level.ts';
import { alertsOf, compareAlerts } from '../../../../server/embedded/daemon/rules/alerts.ts';
import { displayMetrics } from '../../../../server/embedded/daemon/rules/display-metrics.ts';
import { environmentOf, strainOf } from '../../../../server/embedded/daemon/rules/environment.ts';
import { fleetSummary } from '../../../../server/embedded/daemon/rules/fleet-summary.ts';
import { flatReading } from './readings.ts';

test.each([
	['ppdb001', 'Database'],
	['ppml0001', 'ML Compute'],
	['ppapi01', 'Web API'],
	['ppcond01', 'Conductor Mgmt'],
	['ppetl001', 'ETL/Ingest'],
	['pprisk001', 'Risk Analytics'],
	['ppweb001', 'Generic'],
	['ppcon01', 'Generic'],
	['', 'Generic'],
	['__proto__', 'Generic']
])('a server named %j is labelled %s', (serverName, label) => {
	expect(profileLabel(serverName)).toBe(label);
});

test.each([
	[0, 'healthy', '#44ff44'],
	[19.9, 'healthy', '#44ff44'],
	[20, 'watch', '#ffcc00'],
	[39.9, 'watch', '#ffcc00'],
	[40, 'warning', '#ff9900'],
	[69.9, 'warning', '#ff9900'],
	[70, 'critical', '#ff4444'],
	[100, 'critical', '#ff4444']
])('a score of %d is %s to the daemon', (score, level, color) => {
	expect(alertLevel(score)).toMatchObject({ level, color, score });
});

test('a score that is none has no level', () => {
	expect(() => alertLevel(NaN)).toThrow(RangeError);
});

describe('alerts', () => {
	test.each<[MetricName, number, number]>([
		['cpu_user_pct', 85, 95],
		['mem_used_pct', 90, 98],
		['cpu_iowait_pct', 20, 30],
		['swap_used_pct', 25, 50],
		['disk_usage_pct', 85, 95]
	])(
		'%s warns at %d and is critical at %d, in each step of the next hour',
		(metric, warning, critical) => {
			const at = (value: number) => alertsOf(flatReading('ppweb001', { [metric]: value }));
			expect(at(warning - 0.1)).toEqual([]);
			expect(at(warning)).toHaveLength(12);
			expect(at(warning)[0]).toMatchObject({
				severity: 'warning',
				threshold: warning,
				steps_ahead: 1
			});
			expect(at(critical).at(-1)).toMatchObject({
				server: 'ppweb001',
				metric,
				severity: 'critical',
				threshold: critical,
				predicted_value: critical,
				steps_ahead: 12,
				minutes_ahead: 60
			});
		}
	);

	test('steps beyond the hour raise none', () => {
		const reading = flatReading('x', { mem_used_pct: { now: 50, p50: 99 } });
		const from = METRIC_INDEX.mem_used_pct * HORIZON_STEPS;
		reading.p50.fill(50, from, from + 12);
		expect(alertsOf(reading)).toEqual([]);
	});

	test('critical ones come first, nearer before farther', () => {
		const alerts = [
			...alertsOf(flatReading('a', { mem_used_pct: 91 })),
			...alertsOf(flatReading('b', { mem_used_pct: 99 }))
		].sort(compareAlerts);
		expect(alerts.slice(0, 2).map((alert) => [alert.server, alert.steps_ahead])).toEqual([
			['b', 1],
			['b', 2]
		]);
		expect(alerts.at(-1)).toMatchObject({ server: 'a', steps_ahead: 12 });
	});
});

describe('the environment', () => {
	test.each<[MetricName, number, number]>([
		['cpu_user_pct', 80, 90],
		['cpu_sys_pct', 50, 70],
		['cpu_iowait_pct', 20, 40],
		['mem_used_pct', 85, 95],
		['swap_used_pct', 10, 30],
		['disk_usage_pct', 80, 90],
		['java_cpu_pct', 70, 85]
	])(
		'%s strains over %d, more over %d, and by p90 only five points higher',
		(metric, warning, critical) => {
			const near = (p50: number, p90: number) =>
				strainOf(flatReading('x', { [metric]: { now: p50, p50, p90 } }));
			expect(near(warning, warning + 5)).toEqual({ near: 0, far: 0 });
			expect(near(warning + 0.1, warning + 0.1)).toEqual({ near: 0.1, far: 0.08 });
			expect(near(0, warning + 5.1)).toEqual({ near: 0.1, far: 0.08 });
			expect(near(critical + 0.1, critical + 0.1)).toEqual({ near: 0.25, far: 0.2 });
			if (critical + 5.1 <= 100) expect(near(0, critical + 5.1)).toEqual({ near: 0.25, far: 0.2 });
		}
	);

	test.each([
		[20, 0, 0],
		[19.9, 0.1, 0.08],
		[9.9, 0.25, 0.2]
	])('idle time that falls to %d strains by %d and %d', (idle, near, far) => {
		expect(strainOf(flatReading('x', { cpu_idle_pct: idle }))).toEqual({ near, far });
	});

	test('what comes after half an hour strains the far horizon alone', () => {
		const reading = flatReading('x', { mem_used_pct: { now: 50, p50: 50, p90: 50 } });
		reading.p50[METRIC_INDEX.mem_used_pct * HORIZON_STEPS + 6] = 96;
		expect(strainOf(reading)).toEqual({ near: 0, far: 0.2 });
	});

	test('a server strains by at most 1, and the fleet by its mean', () => {
		const worst = strainOf(
			flatReading('x', {
				cpu_user_pct: 99,
				cpu_sys_pct: 99,
				cpu_iowait_pct: 99,
				cpu_idle_pct: 0,
				mem_used_pct: 99,
				swap_used_pct: 99,
				disk_usage_pct: 99,
				java_cpu_pct: 99
			})
		);
		expect(worst).toEqual({ near: 1, far: 1 });
		expect(environmentOf([worst, { near: 0, far: 0 }])).toMatchObject({
			prob_30m: 0.5,
			incident_probability_30m: 0.5,
			prob_8h: 0.5,
			high_risk_servers: 1,
			total_servers: 2,
			fleet_health: 'warning'
		});
	});

	test.each([
		[0.3, 'healthy'],
		[0.31, 'warning'],
		[0.6, 'warning'],
		[0.61, 'critical']
	])('a mean of %d makes the fleet %s', (near, health) => {
		expect(environmentOf([{ near, far: 0 }]).fleet_health).toBe(health);
	});

	test('of an empty fleet nothing is known', () => {
		expect(environmentOf([])).toMatchObject({ prob_30m: 0, prob_8h: 0, fleet_health: 'unknown' });
	});
});

test('the summary counts by 80, 60 and 50 and ranks by score', () => {
	const scores = [10, 80, 49.9, 60, 50, 79.9].map((score, index) => ({
		serverName: `s${index}`,
		score
	}));
	expect(fleetSummary(scores, 'now')).toMatchObject({
		total_servers: 6,
		critical_count: 1,
		warning_count: 2,
		degrading_count: 1,
		healthy_count: 2,
		max_risk_score: 80,
		avg_risk_score: 55,
		top_5_risks: ['s1', 's5', 's3', 's4', 's2']
	});
});

test('display metrics round to tenths and name the direction', () => {
	const shown = displayMetrics(
		flatReading('x', {
			cpu_idle_pct: { now: 60, p50: 50.04 },
			mem_used_pct: { now: 40, p50: 40.01 },
			load_average: { now: 3, p50: 2 }
		})
	);
	expect(shown).toEqual({
		cpu: { current: 40, predicted: 50, delta: 10, unit: '%', trend: 'increasing' },
		memory: { current: 40, predicted: 40, delta: 0, unit: '%', trend: 'stable' },
		load: { current: 3, predicted: 2, delta: -1, unit: '', trend: 'decreasing' }
	});
});
