import type { DatabaseSync } from 'node:sqlite';
import {
	REFERENCE_STEP,
	type Accuracy,
	type AccuracyQuestion,
	type PastForecast,
	type PastForecastQuestion,
	type SampleQuestion
} from '#core/accuracy/answer.ts';
import { hoursOf } from '#core/accuracy/hours.ts';
import { NO_ALERTS, type AlertRecord } from '#core/accuracy/alert-record.ts';
import { LEAST_TRUTHS, type ScoreSums } from '#core/accuracy/score.ts';
import { floorTo, RESOLUTION_MS } from '#core/history/range.ts';
import { tenth } from '#core/metrics/metrics.ts';
import type { Forecast } from '#core/topics/states.ts';
import { readWindow } from '../read-window.ts';
import { quantilesAt, readSample, sampleBefore, type Sample, type SampleRow } from './samples.ts';

/** How many of the worst servers are listed. */
const WORST = 10;

/** Past forecasts in one answer. */
const MOST_POINTS = 300;

const SUMS = `sum(count) AS count, sum(inside) AS inside, sum(pinball) AS pinball,
	sum(error) AS error, sum(stay_error) AS stayError`;

const HELD = `sum(held_count) AS heldCount, sum(held_told) AS heldTold, sum(held_borne_out) AS heldBorneOut`;

/** Returns the scores of the forecasts in a range of whole hours, by horizon and metric, with the worst servers. */
export function readAccuracy(database: DatabaseSync, question: AccuracyQuestion): Accuracy {
	// Of an hour that was not over at an earlier `until`, the row includes what came after it.
	const window = readWindow(database, question, 'hours');
	const { from, to } = { ...window, from: floorTo(window.from, RESOLUTION_MS.hours) };
	const { profile } = question;
	const only = profile === undefined ? '' : 'AND profile = ?';
	const more = profile === undefined ? [] : [profile];
	const all = <Row>(sql: string, ...values: (string | number)[]) =>
		database.prepare(sql).all(...values) as unknown as Row[];
	const scoresOf = (begin: number, end: number) =>
		all<
			ScoreSums &
				Record<'step' | 'heldCount' | 'heldTold' | 'heldBorneOut', number> & { metric: string }
		>(
			`SELECT step, metric, ${SUMS}, ${HELD} FROM score_hours WHERE hour >= ? AND hour < ? ${only} GROUP BY step, metric`,
			begin,
			end,
			...more
		).map(({ step, metric, heldCount, heldTold, heldBorneOut, ...sums }) => ({
			step,
			metric,
			sums,
			...(heldCount > 0 && { held: { count: heldCount, told: heldTold, borneOut: heldBorneOut } })
		}));
	const scores = scoresOf(from, to);
	const [newest] = all<{ at: number }>(
		`SELECT hour AS at FROM score_hours WHERE hour >= ? AND hour < ? AND step = ? ${only}
		 GROUP BY hour HAVING sum(count) >= ${LEAST_TRUTHS} ORDER BY hour DESC LIMIT 1`,
		from,
		to,
		Math.min(...scores.map(({ step }) => step), REFERENCE_STEP),
		...more
	);
	const hours = all<ScoreSums & { at: number; metric: string }>(
		`SELECT hour AS at, metric, ${SUMS} FROM score_hours WHERE hour >= ? AND hour < ? AND step = ${REFERENCE_STEP} ${only} GROUP BY hour, metric`,
		from,
		to,
		...more
	);
	const worst = all<{ server: string; count: number; inside: number }>(
		`SELECT server, sum(count) AS count, sum(inside) AS inside FROM server_score_hours
		 WHERE hour >= ? AND hour < ? ${only} GROUP BY server HAVING sum(count) >= ${LEAST_TRUTHS}
		 ORDER BY CAST(sum(inside) AS REAL) / sum(count), server LIMIT ${WORST}`,
		from,
		to,
		...more
	);
	const [alerts] = all<AlertRecord | Record<keyof AlertRecord, null>>(
		`SELECT sum(came) AS came, sum(late) AS late, sum(never) AS never, sum(unpredicted) AS unpredicted,
		 sum(lead_ms) AS leadMs, sum(judged) AS judged, sum(borne_out) AS borneOut FROM alert_hours WHERE hour >= ? AND hour < ?`,
		from,
		to
	);
	const profiles = all<{ profile: string }>(
		'SELECT DISTINCT profile FROM server_score_hours WHERE hour >= ? AND hour < ? ORDER BY profile',
		from,
		to
	);
	const step = database
		.prepare('SELECT step_ms FROM forecast_samples ORDER BY at DESC LIMIT 1')
		.get();
	return {
		window: { ...window, from },
		...(step ? { stepMs: Number(step['step_ms']) } : {}),
		scores,
		...(newest && {
			newest: { at: newest.at, scores: scoresOf(newest.at, newest.at + RESOLUTION_MS.hours) }
		}),
		hours: [...hoursOf(hours.map(({ at, metric, ...sums }) => ({ at, metric, sums })))],
		worst: worst.map((row) => ({ ...row })),
		alerts: alerts && alerts.came !== null ? { ...alerts } : NO_ALERTS,
		profiles: profiles.map(({ profile }) => profile)
	};
}

/** The actual value of a moment is that of the sample nearest to it, if one is within half a step. */
export function readPastForecast(
	database: DatabaseSync,
	question: PastForecastQuestion
): PastForecast {
	const window = readWindow(database, question);
	const { server, metric, step } = question;
	const newest = database.prepare('SELECT max(step_ms) AS ms FROM forecast_samples').get();
	const stepMs = Number(newest?.['ms'] ?? 0);
	const aheadMs = step * stepMs;
	// Of a long range only some forecasts are drawn; their actual values are read from the samples near their moments.
	const every = Math.ceil((window.to - window.from) / (MOST_POINTS * stepMs || Infinity)) || 1;
	const rows = database
		.prepare(
			`SELECT at, step_ms, servers, metrics, steps, body FROM forecast_samples WHERE at >= ?1 AND at < ?2
			 AND (at / ?3 % ?4 = 0 OR (at / ?3 - ?5 + 1) % ?4 <= 2) ORDER BY at`
		)
		.iterate(
			window.from - aheadMs,
			window.to,
			stepMs || 1,
			every,
			step
		) as Iterable<unknown> as Iterable<SampleRow>;
	const points: { at: number; p10: number; p50: number; p90: number }[] = [];
	const truths: { at: number; value: number; nearMs: number }[] = [];
	for (const row of rows) {
		const sample = readSample(row);
		const cell = cellOf(sample, server, metric);
		const position = sample.steps.indexOf(step);
		if (cell === undefined) continue;
		const now = sample.now[cell] ?? NaN;
		if (!Number.isNaN(now)) truths.push({ at: sample.at, value: now, nearMs: sample.stepMs / 2 });
		const at = sample.at + step * sample.stepMs;
		const { p10, p50, p90 } = quantilesAt(sample, cell, position);
		if (position === -1 || [p10, p50, p90].some(Number.isNaN)) continue;
		const drawn = Math.floor(sample.at / stepMs) % every === 0;
		if (drawn && at >= window.from && at < window.to)
			points.push({ at, p10: tenth(p10), p50: tenth(p50), p90: tenth(p90) });
	}
	let next = 0;
	return {
		window,
		points: points.map((point) => {
			while (
				next < truths.length - 1 &&
				distance(truths, next + 1, point.at) <= distance(truths, next, point.at)
			)
				next++;
			const truth = truths[next];
			const near = truth && Math.abs(truth.at - point.at) <= truth.nearMs;
			return near ? { ...point, truth: tenth(truth.value) } : point;
		})
	};
}

function distance(truths: readonly { at: number }[], index: number, at: number): number {
	return Math.abs((truths[index]?.at ?? Infinity) - at);
}

/** Returns a server's forecasts as of a time, at the few steps that are kept. */
export function readServerSample(
	database: DatabaseSync,
	{ server, at }: SampleQuestion
): Readonly<Record<string, Forecast>> | undefined {
	const sample = sampleBefore(database, at);
	const row = sample?.servers.indexOf(server) ?? -1;
	if (!sample || row === -1) return undefined;
	const entries = sample.metrics.flatMap((metric, column): [string, Forecast][] => {
		const cell = row * sample.metrics.length + column;
		const now = sample.now[cell] ?? NaN;
		const points = sample.steps.map((_, position) => quantilesAt(sample, cell, position));
		if (Number.isNaN(now) || points.some(({ p50 }) => Number.isNaN(p50))) return [];
		const quantile = (name: 'p10' | 'p50' | 'p90') => points.map((point) => tenth(point[name]));
		return [
			[
				metric,
				{
					now: tenth(now),
					trend: 0,
					p10: quantile('p10'),
					p50: quantile('p50'),
					p90: quantile('p90'),
					steps: [...sample.steps]
				}
			]
		];
	});
	return Object.fromEntries(entries);
}

function cellOf(sample: Sample, server: string, metric: string): number | undefined {
	const [row, column] = [sample.servers.indexOf(server), sample.metrics.indexOf(metric)];
	return row === -1 || column === -1 ? undefined : row * sample.metrics.length + column;
}
