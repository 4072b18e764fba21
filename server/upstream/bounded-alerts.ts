import type { Alert } from '#core/topics/states.ts';
import { allCharacters, type AnswerBounds } from './answer-bounds.ts';
import type { RejectionSink } from './rejected-parts.ts';

/** At most a row for each of five metrics and twelve steps. */
const ROWS_PER_SERVER = 60;

/** Returns the rows that are read; the daemon sends several per alert. */
export function boundedRows(
	sent: unknown,
	{ servers }: AnswerBounds,
	rejected: RejectionSink
): unknown {
	const most = servers * ROWS_PER_SERVER;
	if (!Array.isArray(sent) || sent.length <= most) return sent;
	rejected.push({ path: 'alerts', reason: `more than ${most} rows`, parts: sent.length - most });
	return sent.slice(0, most);
}

/** Returns the alerts that are shown: where there are too many, the critical and the nearest. */
export function boundedAlerts(
	alerts: readonly Alert[],
	bounds: AnswerBounds,
	rejected: RejectionSink
): Alert[] {
	const named = alerts.filter(
		({ server, metric }) => Math.max(server.length, metric.length) <= bounds.nameLength
	);
	const wanted = named.length > bounds.servers ? [...named].sort(moreUrgent) : named;
	let left = allCharacters(bounds);
	const shown = wanted
		.slice(0, bounds.servers)
		.filter(({ server, metric }) => (left -= server.length + metric.length) >= 0);
	const lost = alerts.length - shown.length;
	if (lost)
		rejected.push({ path: 'alerts', reason: 'too many, or their names too long', parts: lost });
	return shown;
}

function moreUrgent(a: Alert, b: Alert): number {
	const criticalFirst = Number(b.severity === 'critical') - Number(a.severity === 'critical');
	return criticalFirst || a.minutes - b.minutes;
}
