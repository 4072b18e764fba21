import type { DatabaseSync } from 'node:sqlite';
import { watchAlerts, type AlertRecord, type AlertWatch } from '#core/accuracy/alert-record.ts';
import { ALERT_THRESHOLDS } from '#core/alerts/alert-thresholds.ts';
import { floorTo, RESOLUTION_MS } from '#core/history/range.ts';
import type { Keeper, OpenKeeper, Retention } from '../keeper.ts';
import type { KeptTick, SampledForecasts } from '../kept-tick.ts';
import { packSample } from './sample-codec.ts';
import { FORECAST_TABLES, readSample, type SampleRow } from './samples.ts';
import { scoreSample } from './scoring.ts';
import { forecastStocks } from './stocks.ts';

/** Forecasts as they were made, and how they did once their moments came. */
export const forecastsKeeper: Keeper = {
	name: 'forecasts',
	migrations: [FORECAST_TABLES],
	open
};

/** How many rows go at a time, so that no deletion holds up the next tick. */
const REMOVED_AT_ONCE = 500;

interface Pending {
	readonly at: number;
	readonly stepMs: number;
	readonly steps: readonly number[];
	/** How many of its steps have come, with a truth or without. */
	scored: number;
}

function open(database: DatabaseSync, retention: Retention): OpenKeeper {
	const insert = database.prepare(
		'INSERT OR REPLACE INTO forecast_samples (at, step_ms, servers, metrics, steps, body) VALUES (?, ?, ?, ?, ?, ?)'
	);
	const select = database.prepare(
		'SELECT at, step_ms, servers, metrics, steps, body FROM forecast_samples WHERE at = ?'
	);
	const mark = database.prepare('UPDATE forecast_samples SET scored = ? WHERE at = ?');
	const addScore = database.prepare(
		`INSERT INTO score_hours VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		 ON CONFLICT DO UPDATE SET count = count + excluded.count, inside = inside + excluded.inside,
		 pinball = pinball + excluded.pinball, error = error + excluded.error, stay_error = stay_error + excluded.stay_error`
	);
	const addServer = database.prepare(
		`INSERT INTO server_score_hours VALUES (?, ?, ?, ?, ?)
		 ON CONFLICT DO UPDATE SET profile = excluded.profile, count = count + excluded.count, inside = inside + excluded.inside`
	);
	const addAlerts = database.prepare(
		`INSERT INTO alert_hours VALUES (?, ?, ?, ?, ?, ?)
		 ON CONFLICT DO UPDATE SET came = came + excluded.came, late = late + excluded.late, never = never + excluded.never,
		 unpredicted = unpredicted + excluded.unpredicted, lead_ms = lead_ms + excluded.lead_ms`
	);
	const removals = [
		{ keptMs: retention.ticksMs, table: 'forecast_samples', column: 'at' },
		{ keptMs: retention.minutesMs, table: 'score_hours', column: 'hour' },
		{ keptMs: retention.minutesMs, table: 'server_score_hours', column: 'hour' },
		{ keptMs: retention.minutesMs, table: 'alert_hours', column: 'hour' }
	].map(({ keptMs, table, column }) => ({
		keptMs,
		removal: database.prepare(
			`DELETE FROM ${table} WHERE ${column} IN (SELECT ${column} FROM ${table} WHERE ${column} < ? ORDER BY ${column} LIMIT ${REMOVED_AT_ONCE})`
		)
	}));
	let pending = pendingIn(database);
	let truths = Number(
		database.prepare('SELECT sum(count) AS n FROM score_hours').get()?.['n'] ?? 0
	);
	// Which predictions were open is not known after a restart: until they are made again, nothing is held against them.
	let watch: AlertWatch | undefined;

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

	/** The first tick at or after a due moment holds its truth, if it is within half a step of it. */
	function scoreDue(tick: KeptTick & { samples: SampledForecasts }): void {
		for (const waiting of pending) {
			const { at, stepMs, steps } = waiting;
			const before = waiting.scored;
			for (; waiting.scored < steps.length; waiting.scored++) {
				const lateMs = tick.at - (at + (steps[waiting.scored] ?? Infinity) * stepMs);
				if (lateMs < 0) break;
				if (lateMs <= stepMs / 2) score(at, waiting.scored, tick);
			}
			if (waiting.scored !== before) mark.run(waiting.scored, at);
		}
		pending = pending.filter(({ scored, steps }) => scored < steps.length);
	}

	function score(at: number, position: number, tick: KeptTick & { samples: SampledForecasts }) {
		const row = select.get(at) as unknown as SampleRow | undefined;
		if (!row) return;
		const sample = readSample(row);
		const scored = scoreSample(sample, position, tick);
		const hour = floorTo(tick.at, RESOLUTION_MS.hours);
		for (const { metric, profile, sums } of scored.groups.values()) {
			const { count, inside, pinball, error, stayError } = sums;
			const step = sample.steps[position] ?? 0;
			addScore.run(hour, step, metric, profile, count, inside, pinball, error, stayError);
		}
		for (const [server, { profile, count, inside }] of scored.servers)
			addServer.run(hour, server, profile, count, inside);
		truths += scored.truths;
	}

	function lookAtAlerts(tick: KeptTick & { samples: SampledForecasts }): void {
		const look = { at: tick.at, alerts: tick.states.alerts, values: watchedValues(tick.samples) };
		const step = watchAlerts(watch, look);
		watch = step.watch;
		const { came, late, never, unpredicted, leadMs } = step.record satisfies AlertRecord;
		if (came + late + never + unpredicted > 0)
			addAlerts.run(floorTo(tick.at, RESOLUTION_MS.hours), came, late, never, unpredicted, leadMs);
	}

	return {
		/** While nothing feeds the daemon, what it says is of before, and no truth of anything. */
		keep(tick) {
			const { samples } = tick;
			if (!tick.ok || !samples) return;
			scoreDue({ ...tick, samples });
			lookAtAlerts({ ...tick, samples });
			addSample(tick.at, samples);
		},
		retain(now) {
			for (const { keptMs, removal } of removals) removal.run(now - keptMs);
		},
		stocks: forecastStocks(database, retention),
		kept: () => ({ truths })
	};
}

/** Samples that still wait for a moment to come. */
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

/** By the keys of the topic `alerts`: the metrics that the daemon alerts on. */
function watchedValues({ servers, metrics, now }: SampledForecasts) {
	const values = new Map<string, { value: number; threshold: number }>();
	metrics.forEach((metric, column) => {
		const threshold = Object.hasOwn(ALERT_THRESHOLDS, metric)
			? ALERT_THRESHOLDS[metric]?.warning
			: undefined;
		if (threshold === undefined) return;
		servers.forEach((server, row) => {
			const value = now[row * metrics.length + column] ?? NaN;
			if (!Number.isNaN(value)) values.set(`${metric}:${server}`, { value, threshold });
		});
	});
	return values;
}
