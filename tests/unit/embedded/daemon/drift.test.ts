import { describe, expect, test } from 'vitest';
import { DriftMonitor } from '../../../../server/embedded/daemon/drift/drift-monitor.ts';
import { driftReport } from '../../../../server/embedded/daemon/drift/drift-report.ts';
import { createRandom } from '../../../../server/embedded/shared/random.ts';

const HOUR_MS = 60 * 60_000;
const START = Date.UTC(2026, 0, 5);
const P90 = 1.2816;

/** A day of normal errors, then two hours of errors by `errorOf`. */
function monitorAfter(errorOf: (normal: number) => number): DriftMonitor {
	const random = createRandom(11);
	const monitor = new DriftMonitor();
	for (let hour = 0; hour < 26; hour++) {
		for (let each = 0; each < 400; each++) {
			const error = hour < 24 ? random.normal() : errorOf(random.normal());
			const at = START + hour * HOUR_MS + each * 1000;
			monitor.record(at, each % 14, error, Math.abs(error) > P90);
		}
	}
	return monitor;
}

describe('drift', () => {
	test('is not seen while errors stay what they were', () => {
		const status = monitorAfter((normal) => normal).status(START);
		expect(status).toMatchObject({ recommendation: 'OK', window_size: 800 });
		expect(status.data_points_tracked).toBe(26 * 400);
		expect(status.current_metrics.dss).toBeLessThan(0.1);
		expect(status.current_metrics.anomaly_rate).toBeLessThan(0.02);
		expect(status.trends).toHaveProperty('per', 'stable');
	});

	test('shows in the misses and the anomalies when errors grow', () => {
		const status = monitorAfter((normal) => 2.5 * normal).status(START);
		expect(status.recommendation).toBe('RETRAIN NOW');
		expect(status.current_metrics.per).toBeGreaterThan(0.3);
		expect(status.current_metrics.anomaly_rate).toBeGreaterThan(0.15);
		expect(status.trends.anomaly_rate).toBe('increasing');
	});

	test('shows in the shift of the mean when forecasts lean to one side', () => {
		const { current_metrics } = monitorAfter((normal) => normal + 1).status(START);
		expect(current_metrics.fds).toBeCloseTo(1 / 3, 1);
		expect(current_metrics.dss).toBeGreaterThan(0.3);
	});

	test('is nought without data, and the report says that there are none', () => {
		const status = new DriftMonitor().status(START);
		expect(status).toMatchObject({ window_size: 0, data_points_tracked: 0, trends: {} });
		expect(status.current_metrics).toMatchObject({
			per: 0,
			combined_score: 0,
			needs_retraining: false
		});
		expect(driftReport(status)).toContain('NO DATA');
	});

	test('forgets what is more than a week old', () => {
		const monitor = monitorAfter((normal) => 4 * normal);
		for (let hour = 0; hour < 168; hour++) {
			monitor.record(START + (30 + hour) * HOUR_MS, 0, 0, false);
		}
		expect(monitor.status(START).data_points_tracked).toBe(168);
	});

	test('goes on from what was stored', () => {
		const monitor = monitorAfter((normal) => 2 * normal);
		expect(new DriftMonitor(monitor.stored).status(START)).toEqual(monitor.status(START));
	});
});
