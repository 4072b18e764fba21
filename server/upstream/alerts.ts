import { alertKey } from '#core/alerting/alert-key.ts';
import * as z from 'zod';
import { DEFAULT_STEP_MINUTES, tenth } from '#core/metrics/metrics.ts';
import type { Alert } from '#core/topics/states.ts';
import { isSane } from './sane-number.ts';
import type { RejectionSink } from './rejected-parts.ts';

const sane = z.number().refine(isSane, 'absurdly large');

const sentAlert = z.object({
	server: z.string(),
	metric: z.string().refine((name) => !name.includes(':')),
	severity: z.enum(['critical', 'warning']),
	predicted_value: sane,
	threshold: sane,
	minutes_ahead: sane.min(0),
	steps_ahead: sane.min(0).optional().catch(undefined)
});

/**
 * Merges the daemon's alert rows into one alert per server and metric, at its first crossing, as severe as the worst of its
 * steps. The daemon sends one row per server, metric and step over a threshold, without an id. The time ahead is computed
 * from the step, because the daemon's own minutes count each step as five.
 */
export function mergeAlerts(
	sent: unknown,
	rejected: RejectionSink,
	stepMinutes = DEFAULT_STEP_MINUTES
): Alert[] {
	if (sent === undefined) return [];
	if (!Array.isArray(sent)) {
		rejected.push({ path: 'alerts', reason: 'not a list' });
		return [];
	}
	const merged = new Map<string, Alert>();
	sent.forEach((row: unknown, index) => {
		const parsed = sentAlert.safeParse(row);
		if (!parsed.success) {
			rejected.push({ path: `alerts.${index}`, reason: z.prettifyError(parsed.error) });
			return;
		}
		const { server, metric, severity, threshold, steps_ahead: steps } = parsed.data;
		const minutes = steps === undefined ? parsed.data.minutes_ahead : tenth(steps * stepMinutes);
		const key = alertKey({ metric, server });
		const alert: Alert = {
			server,
			metric,
			severity,
			value: tenth(parsed.data.predicted_value),
			threshold,
			minutes,
			...(severity === 'critical' ? { criticalMinutes: minutes } : {})
		};
		const known = merged.get(key);
		merged.set(key, known ? worse(known, alert) : alert);
	});
	return [...merged.values()];
}

function worse(a: Alert, b: Alert): Alert {
	const first = b.minutes < a.minutes ? b : a;
	const critical = [a.criticalMinutes, b.criticalMinutes].filter(
		(minutes) => minutes !== undefined
	);
	if (!critical.length) return first;
	return { ...first, severity: 'critical', criticalMinutes: Math.min(...critical) };
}
