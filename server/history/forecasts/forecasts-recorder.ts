import type { DatabaseSync } from 'node:sqlite';
import { trackAlerts, type AlertRecord, type AlertTracking } from '#core/accuracy/alert-record.ts';
import type { HeldSums } from '#core/borne-out/judge.ts';
import { floorTo, RESOLUTION_MS } from '#core/history/range.ts';
import type { Recorder, OpenRecorder, Retention } from '../recorder.ts';
import { SAMPLED_STEPS } from '#core/accuracy/sampled-steps.ts';
import type { KeptTick, SampledForecasts } from '../kept-tick.ts';
import { packSample } from './sample-codec.ts';
import { FORECAST_TABLES, JUDGED_ALERTS, readSample, type SampleRow } from './samples.ts';
import { scoreSample, type Actual, type ScoredGroup } from './scoring.ts';
import { BORNE_OUT_TABLES, openBorneOut } from './borne-out.ts';
import { prunableForecasts } from './prunable-forecasts.ts';
import { alertValues } from './alert-values.ts';

/** Records forecasts, and their scores once the actual values are known. */
export const forecastsRecorder: Recorder = {
	name: 'forecasts',
	migrations: [FORECAST_TABLES, JUDGED_ALERTS, BORNE_OUT_TABLES],
	open: open
};

/** How many rows are deleted at a time, so that no deletion delays the next tick. */
const REMOVED_AT_ONCE = 500;
/** A sample is kept until its longest forecast is due, and one step more for a late tick. */
const STEPS_WAITED = Math.max(...SAMPLED_STEPS) + 1;

interface Pending {
	readonly at: number;
	readonly stepMs: number;
	readonly steps: readonly number[];
	/** How many of its steps are due and done, with an actual value or without. */
	scored: number;
}

function open(database: DatabaseSync, retention: Retention): OpenRecorder {
	const { insert, select, mark, addScore, addServer, addAlerts, removeSamples, removeHours } =
		forecastStatements(database);
	const borneOut = openBorneOut(database);
	let pending = pendingIn(database);
	let truths = Number(
		database.prepare('SELECT sum(count) AS n FROM score_hours').get()?.['n'] ?? 0
	);
	// Which predictions were open is unknown after a restart: they are judged only once they are made again.
	let watch: AlertTracking | undefined;
	/** The values of the previous tick: the nearest tick to a due moment may be just before or just after it. */
	let earlier: Actual | undefined;

	function addSample(at: number, { values, now, ...head }: SampledForecasts): void {
		if (!values || head.stepMs === undefined) return;
		const steps = head.steps;
		const { servers, metrics, stepMs } = head;
		const texts = [servers, metrics, steps].map((list) => JSON.stringify(list)) as [
			string,
			string,
			string
		];
		insert.run(at, stepMs, ...texts, packSample(now, values));
		pending.push({ at, stepMs, steps, scored: 0 });
	}

	/** The tick nearest to a due moment provides its actual value, if it is within half a step. */
	function scoreDue(latest: Actual): void {
		for (const waiting of pending) {
			const { at, stepMs, steps } = waiting;
			const before = waiting.scored;
			for (; waiting.scored < steps.length; waiting.scored++) {
				const dueAt = at + (steps[waiting.scored] ?? Infinity) * stepMs;
				if (latest.at < dueAt) break;
				const actual = nearest(dueAt, earlier, latest);
				if (Math.abs(actual.at - dueAt) <= stepMs / 2) score(at, waiting.scored, actual);
			}
			if (waiting.scored !== before) mark.run(waiting.scored, at);
		}
		pending = pending.filter(({ scored, steps }) => scored < steps.length);
	}

	function score(at: number, position: number, actual: Actual): void {
		const row = select.get(at) as unknown as SampleRow | undefined;
		if (!row) return;
		const sample = readSample(row);
		const scored = scoreSample(sample, position, actual);
		const hour = floorTo(actual.at, RESOLUTION_MS.hours);
		const step = sample.steps[position] ?? 0;
		for (const group of scored.groups.values())
			addScore.run(hour, step, ...scoreRow(group, borneOut.take(group, step, at, actual.at)));
		for (const [server, { profile, count, inside }] of scored.servers)
			addServer.run(hour, server, profile, count, inside);
		truths += scored.truths;
	}

	function lookAtAlerts({ at, states: { alerts, risk } }: KeptTick, samples: SampledForecasts) {
		const step = trackAlerts(watch, { at, alerts, values: alertValues(samples, risk) });
		watch = step.watch;
		const { came, late, never, unpredicted, leadMs, judged, borneOut } =
			step.record satisfies AlertRecord;
		const counts = [came, late, never, unpredicted, leadMs, judged, borneOut];
		if (counts.some((count) => count > 0))
			addAlerts.run(floorTo(at, RESOLUTION_MS.hours), ...counts);
	}

	return {
		/** While nothing feeds the daemon, its answers repeat old values, which are no actual ones. */
		record(tick) {
			const { at, ok, states, samples } = tick;
			if (!ok || !samples) return;
			const { servers, metrics, now } = samples;
			const latest: Actual = { at, risk: states.risk, values: { servers, metrics, now } };
			scoreDue(latest);
			earlier = latest;
			lookAtAlerts(tick, samples);
			borneOut.renew(at);
			addSample(at, samples);
		},
		retain(now) {
			removeSamples.run(now - retention.ticksMs, now);
			for (const removal of removeHours) removal.run(now - retention.minutesMs);
			borneOut.retain(now, retention);
		},
		prunable: prunableForecasts(database, retention),
		kept: () => ({ truths })
	};
}

/** The columns of `score_hours` from the metric on. */
function scoreRow({ metric, profile, sums }: ScoredGroup, held: HeldSums) {
	const { count, inside, pinball, error, stayError } = sums;
	const columns = [count, inside, pinball, error, stayError, held.count, held.told, held.borneOut];
	return [metric, profile, ...columns];
}

function forecastStatements(database: DatabaseSync) {
	const insert = database.prepare(
		'INSERT OR REPLACE INTO forecast_samples (at, step_ms, servers, metrics, steps, body) VALUES (?, ?, ?, ?, ?, ?)'
	);
	const select = database.prepare(
		'SELECT at, step_ms, servers, metrics, steps, body FROM forecast_samples WHERE at = ?'
	);
	const mark = database.prepare('UPDATE forecast_samples SET scored = ? WHERE at = ?');
	const addScore = database.prepare(
		`INSERT INTO score_hours (hour, step, metric, profile, count, inside, pinball, error, stay_error, held_count, held_told, held_borne_out)
		 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		 ON CONFLICT DO UPDATE SET count = count + excluded.count, inside = inside + excluded.inside,
		 pinball = pinball + excluded.pinball, error = error + excluded.error, stay_error = stay_error + excluded.stay_error,
		 held_count = held_count + excluded.held_count, held_told = held_told + excluded.held_told,
		 held_borne_out = held_borne_out + excluded.held_borne_out`
	);
	const addServer = database.prepare(
		`INSERT INTO server_score_hours VALUES (?, ?, ?, ?, ?)
		 ON CONFLICT DO UPDATE SET profile = excluded.profile, count = count + excluded.count, inside = inside + excluded.inside`
	);
	const addAlerts = database.prepare(
		`INSERT INTO alert_hours (hour, came, late, never, unpredicted, lead_ms, judged, borne_out) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		 ON CONFLICT DO UPDATE SET came = came + excluded.came, late = late + excluded.late, never = never + excluded.never,
		 unpredicted = unpredicted + excluded.unpredicted, lead_ms = lead_ms + excluded.lead_ms,
		 judged = judged + excluded.judged, borne_out = borne_out + excluded.borne_out`
	);
	// However short the retention: a forecast that was deleted before it is due could not be scored.
	const removeSamples = database.prepare(
		`DELETE FROM forecast_samples WHERE at IN (SELECT at FROM forecast_samples
		 WHERE at < ? AND at + ${STEPS_WAITED} * step_ms < ? ORDER BY at LIMIT ${REMOVED_AT_ONCE})`
	);
	const removeHours = ['score_hours', 'server_score_hours', 'alert_hours'].map((table) =>
		database.prepare(
			`DELETE FROM ${table} WHERE hour IN (SELECT hour FROM ${table} WHERE hour < ? ORDER BY hour LIMIT ${REMOVED_AT_ONCE})`
		)
	);
	return { insert, select, mark, addScore, addServer, addAlerts, removeSamples, removeHours };
}

/** Reads the samples that wait for a moment to be due. */
function pendingIn(database: DatabaseSync): Pending[] {
	return database
		.prepare('SELECT at, step_ms, steps, scored FROM forecast_samples ORDER BY at')
		.all()
		.map((row) => ({
			at: Number(row['at']),
			stepMs: Number(row['step_ms']),
			steps: JSON.parse(String(row['steps'])) as number[],
			scored: Number(row['scored'])
		}))
		.filter(({ scored, steps }) => scored < steps.length);
}

function nearest(at: number, earlier: Actual | undefined, latest: Actual): Actual {
	if (!earlier) return latest;
	return Math.abs(earlier.at - at) < Math.abs(latest.at - at) ? earlier : latest;
}
