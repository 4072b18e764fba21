import type { Fleet, ForecastTable, ServerRow } from '#core/fleet.ts';
import { isObject } from '#core/json/json.ts';
import { DEFAULT_STEP_MINUTES } from '#core/metrics/metrics.ts';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import { mergeAlerts } from './alerts.ts';
import { DEFAULT_BOUNDS, type AnswerBounds } from './answer-bounds.ts';
import { boundedAlerts, boundedRows } from './bounded-alerts.ts';
import { readingOf } from './display.ts';
import { metricNames, readForecasts } from './forecast-table.ts';
import type { OverRead } from './over-hold.ts';
import { outlookOf, type OutlookLight } from './outlook.ts';
import { profileOf } from './profile.ts';
import { RejectedParts } from './rejected-parts.ts';
import { soundServers, type SoundServer } from './sound-servers.ts';

/** In whose light an answer is read. */
export interface FleetLight extends OutlookLight {
	/** Keeps metrics over a limit that were so a moment ago. */
	readonly overHold?: ((read: OverRead) => ForecastTable) | undefined;
}

/**
 * Reads the answer of /predictions/current, checked and reduced. Malformed parts and those beyond the bounds are rejected
 * one by one; an answer without a single valid server is a problem, never an empty fleet.
 * @param stepMinutes the length of one forecast step
 */
export function readFleet(
	body: unknown,
	stepMinutes = DEFAULT_STEP_MINUTES,
	bounds = DEFAULT_BOUNDS,
	{ overHold, ...light }: FleetLight = {}
): Result<Fleet> {
	if (!isObject(body)) return err('daemon-malformed', 'The answer is not an object.');
	if (body.error === 'insufficient_data')
		return err('insufficient-data', sentence(body.message, 'The daemon is still collecting data.'));
	if (body.error !== undefined && body.error !== null)
		return err('daemon-error', 'The daemon reports an internal error.');
	if (!isObject(body.predictions))
		return err('daemon-malformed', 'The answer contains no predictions.');
	if (Object.keys(body.predictions).length === 0)
		return err('daemon-blank', 'The answer is empty: a bad record in the feed can cause that.');

	const rejected = new RejectedParts();
	const sound = soundServers(body.predictions, bounds, rejected);
	if (sound.length === 0) return err('daemon-malformed', 'No server in the answer is valid.');
	const names = sound.map(({ name }) => name);
	const entries = sound.map(({ entry }) => entry);
	const metrics = metricNames(entries, rejected, bounds);
	const rows = boundedRows(body.alerts, bounds, rejected);
	const fleetRows = sound.map(rowOf);
	const alerts = boundedAlerts(mergeAlerts(rows, rejected, stepMinutes), bounds, rejected);
	const sent = readForecasts(names, entries, metrics, rejected);
	const forecasts = overHold?.({ rows: fleetRows, forecasts: sent, alerts }) ?? sent;
	return ok({
		rows: fleetRows,
		forecasts,
		outlook: outlookOf(fleetRows, forecasts, light),
		alerts,
		environment: environmentOf(body.environment, bounds),
		rejected: rejected.list()
	});
}

function rowOf({ name, entry, profile, daemonLevel }: SoundServer): ServerRow {
	return {
		name,
		score: entry.risk_score,
		profile: profileOf(name, profile),
		...(daemonLevel === undefined ? {} : { daemonLevel }),
		reading: readingOf(entry)
	};
}

function environmentOf(sent: unknown, bounds: AnswerBounds): Fleet['environment'] {
	if (!isObject(sent)) return {};
	const risk30m = share(sent.prob_30m) ?? share(sent.incident_probability_30m);
	const risk8h = share(sent.prob_8h) ?? share(sent.incident_probability_8h);
	const { fleet_health: fleetHealth } = sent;
	return {
		...(risk30m === undefined ? {} : { risk30m }),
		...(risk8h === undefined ? {} : { risk8h }),
		...(typeof fleetHealth === 'string' && fleetHealth.length <= bounds.nameLength
			? { fleetHealth }
			: {})
	};
}

function share(value: unknown): number | undefined {
	return typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined;
}

function sentence(value: unknown, otherwise: string): string {
	return typeof value === 'string' && value.length <= 200 ? value : otherwise;
}
