import type { Accuracy } from '#core/accuracy/answer.ts';
import { claimOf, LEAST_TRUTHS } from '#core/accuracy/score.ts';
import { grouped } from '#core/format.ts';
import { minutesInWords } from '../metrics/horizon.ts';
import { DAEMON_METRICS } from './daemon-metrics.ts';
import type { NextRow } from './rows.ts';

/** The band that a chance is by. */
export type ChanceBand = Pick<NextRow, 'metric' | 'borneOut'>;

/** How often the band of such a forecast held in the past. */
export interface Held {
	/** The horizon that was compared: the kept one nearest to that asked for. */
	readonly step: number;
	readonly count: number;
	/** The share of actual values within p10–p90. */
	readonly percent: number;
	/** Whether that was the band as borne out; else as told. */
	readonly borneOut?: true;
}

/**
 * Returns what was measured of the band that a chance is by, at the kept horizon nearest to a step; undefined where too
 * little was. Where chances are by the band as borne out, how often the told one held says nothing of them.
 */
export function heldAt(
	accuracy: Pick<Accuracy, 'scores'> | undefined,
	{ metric, borneOut }: ChanceBand,
	step: number
): Held | undefined {
	const measured = borneOut ? asBorneOut : asTold;
	for (const name of DAEMON_METRICS[metric]) {
		const [nearest] = (accuracy?.scores ?? [])
			.filter((score) => score.metric === name)
			.flatMap((score) => measured(score) ?? [])
			.sort((a, b) => Math.abs(a.step - step) - Math.abs(b.step - step));
		if (nearest) return nearest;
	}
	return undefined;
}

type StepScore = Accuracy['scores'][number];

function asTold({ step, sums }: StepScore): Held | undefined {
	const claim = claimOf(sums);
	return claim && { step, count: claim.count, percent: Math.round(claim.coveragePercent) };
}

function asBorneOut({ step, held }: StepScore): Held | undefined {
	if (!held || held.count < LEAST_TRUTHS) return undefined;
	const percent = Math.round((held.borneOut / held.count) * 100);
	return { step, count: held.count, percent, borneOut: true };
}

/** For a table: `held 78%`, or that nothing has been measured. */
export function heldInShort(held: Held | undefined): string {
	return held ? `held ${held.percent}%` : 'not checked yet';
}

/** Which band a row's chances are by. */
export function chanceBasis({ borneOut }: Pick<NextRow, 'borneOut'>): string {
	return borneOut
		? 'This chance is by the band as borne out: the daemon’s, corrected by how often it held.'
		: 'This chance is by the daemon’s band, as told.';
}

/** In full, with the goal that a band states by itself. */
export function heldInWords(held: Held | undefined, stepMinutes: number): string {
	if (!held) return 'No forecast of this kind has been compared with what came, so far.';
	const ahead = minutesInWords(held.step * stepMinutes);
	const band = held.borneOut ? 'p10–p90 as borne out' : 'p10–p90';
	return `Of ${grouped(held.count)} past forecasts ${ahead} ahead, ${held.percent}% held: what came was inside ${band} (goal 80%).`;
}
