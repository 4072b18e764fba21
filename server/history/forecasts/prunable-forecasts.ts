import type { DatabaseSync } from 'node:sqlite';
import type { Retention } from '../recorder.ts';
import { prunableRows, type Prunable } from '../prunable.ts';

/** All its steps are due. One that still waits is kept: it would never be scored. */
const SCORED = 'scored >= json_array_length(steps)';

/** Scored forecasts, and the scores of each hour except the current one. */
export function prunableForecasts(
	database: DatabaseSync,
	retention: Retention
): readonly Prunable[] {
	return [
		prunableRows(database, {
			keptMs: retention.ticksMs,
			span: `SELECT (SELECT at FROM forecast_samples WHERE ${SCORED} ORDER BY at LIMIT 1) AS oldest,
				(SELECT at FROM forecast_samples WHERE ${SCORED} ORDER BY at DESC LIMIT 1) AS newest`,
			tables: [{ name: 'forecast_samples', column: 'at', where: SCORED }]
		}),
		prunableRows(database, {
			keptMs: retention.minutesMs,
			span: 'SELECT min(hour) AS oldest, max(hour) - 1 AS newest FROM score_hours',
			tables: ['score_hours', 'server_score_hours', 'alert_hours'].map((name) => ({
				name,
				column: 'hour'
			}))
		})
	];
}
