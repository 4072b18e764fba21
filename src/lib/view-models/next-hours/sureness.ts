import type { Accuracy } from '#core/accuracy/answer.ts';
import { claimOf } from '#core/accuracy/score.ts';
import { grouped } from '#core/format.ts';
import type { LimitedMetric } from '#core/metrics/limits.ts';
import { minutesInWords } from '../metrics/horizon.ts';
import { DAEMON_METRICS } from './daemon-metrics.ts';
import type { NextRow } from './rows.ts';

/** How often the band of such a forecast held in the past. */
export interface Held {
	/** The horizon that was compared: the kept one nearest to that asked for. */
	readonly step: number;
	readonly count: number;
	/** The share of actual values within p10–p90. */
	readonly percent: number;
}

/** Returns what was measured of a metric's bands at the kept horizon nearest to a step; undefined where too little was. */
export function heldAt(
	accuracy: Pick<Accuracy, 'scores'> | undefined,
	metric: LimitedMetric,
	step: number
): Held | undefined {
	for (const name of DAEMON_METRICS[metric]) {
		const [nearest] = (accuracy?.scores ?? [])
			.filter((score) => score.metric === name)
			.flatMap(({ step: compared, sums }) => {
				const claim = claimOf(sums);
				return claim
					? [{ step: compared, count: claim.count, percent: Math.round(claim.coveragePercent) }]
					: [];
			})
			.sort((a, b) => Math.abs(a.step - step) - Math.abs(b.step - step));
		if (nearest) return nearest;
	}
	return undefined;
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
	return `Of ${grouped(held.count)} past forecasts ${ahead} ahead, ${held.percent}% held: what came was inside p10–p90 (goal 80%).`;
}
