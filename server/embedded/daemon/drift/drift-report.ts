import type { DriftStatus } from './drift-monitor.ts';

const RULE = '='.repeat(60);

/** Returns the status as a page of text for people. */
export function driftReport(status: DriftStatus): string {
	const { current_metrics: now, thresholds } = status;
	const line = (label: string, value: number, limit: number) =>
		`  ${label.padEnd(34)}${percent(value).padStart(8)} (threshold: ${percent(limit)})`;
	const verdict =
		status.window_size === 0
			? 'NO DATA: no forecast has come due yet'
			: now.needs_retraining
				? 'ATTENTION: the errors have changed; the forecaster is adapting to them'
				: 'FORECASTER HEALTHY: all metrics within acceptable ranges';
	return [
		RULE,
		'DRIFT DETECTION REPORT',
		RULE,
		`Timestamp: ${now.timestamp}`,
		`Window Size: ${status.window_size} predictions (half-hour forecasts of the last two hours)`,
		`Data Points: ${status.data_points_tracked}`,
		'',
		'DRIFT METRICS:',
		line('1. Prediction Error Rate (PER):', now.per, thresholds.per_threshold),
		line('2. Distribution Shift Score (DSS):', now.dss, thresholds.dss_threshold),
		line('3. Feature Drift Score (FDS):', now.fds, thresholds.fds_threshold),
		line('4. Anomaly Rate:', now.anomaly_rate, thresholds.anomaly_threshold),
		'',
		`COMBINED DRIFT SCORE: ${percent(now.combined_score)}`,
		'',
		`STATUS: ${verdict}`,
		RULE
	].join('\n');
}

function percent(fraction: number): string {
	return `${(fraction * 100).toFixed(2)}%`;
}
