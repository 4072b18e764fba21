import type { Fleet, ServerRow, SetAside } from '#core/fleet.ts';
import { isObject } from '#core/json/json.ts';
import { DEFAULT_STEP_MINUTES } from '#core/metrics/metrics.ts';
import { done, refused, type Result } from '#core/protocol/problem.ts';
import { mergeAlerts } from './alerts.ts';
import { readingOf } from './display.ts';
import { metricNames, readForecasts, type ServerEntry } from './forecast-table.ts';
import { profileOf } from './profile.ts';

/**
 * What the daemon answered to /predictions/current, checked and shrunk. Malformed parts are set aside one by one; an
 * answer without a single sound server is a problem, never an empty fleet.
 * @param stepMinutes how long one step of a forecast is
 */
export function readFleet(body: unknown, stepMinutes = DEFAULT_STEP_MINUTES): Result<Fleet> {
	if (!isObject(body)) return refused('daemon-malformed', 'The answer is not an object.');
	if (body.error === 'insufficient_data')
		return refused('insufficient-data', sentence(body.message, 'The daemon collects data still.'));
	if (body.error !== undefined && body.error !== null)
		return refused('daemon-error', 'The daemon reports a fault of its own.');
	if (!isObject(body.predictions))
		return refused('daemon-malformed', 'The answer holds no predictions.');
	if (Object.keys(body.predictions).length === 0)
		return refused('daemon-blank', 'The answer is blank: one bad record in the feed does that.');

	const setAside: SetAside[] = [];
	const sound = soundServers(body.predictions, setAside);
	if (sound.length === 0) return refused('daemon-malformed', 'No server in the answer is sound.');
	const names = sound.map(([name]) => name);
	const entries = sound.map(([, entry]) => entry);
	return done({
		rows: sound.map(([name, entry]) => rowOf(name, entry)),
		forecasts: readForecasts(names, entries, metricNames(entries, setAside), setAside),
		alerts: mergeAlerts(body.alerts, setAside, stepMinutes),
		environment: environmentOf(body.environment),
		setAside
	});
}

function soundServers(
	predictions: Record<string, unknown>,
	setAside: SetAside[]
): [string, ServerEntry & { risk_score: number }][] {
	return Object.entries(predictions).flatMap(([name, entry]) => {
		const reason = faultOf(entry);
		if (reason === undefined) return [[name, entry as ServerEntry & { risk_score: number }]];
		setAside.push({ path: name, reason });
		return [];
	});
}

function faultOf(entry: unknown): string | undefined {
	if (!isObject(entry)) return 'not an object';
	const { risk_score: score } = entry;
	return typeof score === 'number' && score >= 0 && score <= 100
		? undefined
		: 'risk_score is not 0–100';
}

function rowOf(name: string, entry: ServerEntry & { risk_score: number }): ServerRow {
	const daemonLevel = isObject(entry.alert) ? entry.alert.level : undefined;
	return {
		name,
		score: entry.risk_score,
		profile: profileOf(name, entry.profile),
		...(typeof daemonLevel === 'string' ? { daemonLevel } : {}),
		reading: readingOf(entry)
	};
}

function environmentOf(sent: unknown): Fleet['environment'] {
	if (!isObject(sent)) return {};
	const risk30m = share(sent.prob_30m) ?? share(sent.incident_probability_30m);
	const risk8h = share(sent.prob_8h) ?? share(sent.incident_probability_8h);
	const { fleet_health: fleetHealth } = sent;
	return {
		...(risk30m === undefined ? {} : { risk30m }),
		...(risk8h === undefined ? {} : { risk8h }),
		...(typeof fleetHealth === 'string' ? { fleetHealth } : {})
	};
}

function share(value: unknown): number | undefined {
	return typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined;
}

function sentence(value: unknown, otherwise: string): string {
	return typeof value === 'string' && value.length <= 200 ? value : otherwise;
}
