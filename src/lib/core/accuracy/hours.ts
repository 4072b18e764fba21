import * as z from 'zod/mini';
import { instant, wholeNumber } from '../json/schema.ts';
import { LEAST_TRUTHS, type ScoreSums } from './score.ts';

/** Scores of the forecasts of one horizon in one hour, all metrics together. */
export const hourRecordSchema = z.object({
	at: instant,
	count: wholeNumber,
	inside: wholeNumber,
	/** In percent of the error of assuming no change: 100 is no better. Absent where too little moved to tell. */
	errorPercent: z.optional(z.number())
});
export type HourRecord = z.infer<typeof hourRecordSchema>;

export interface MetricHour {
	readonly at: number;
	readonly metric: string;
	readonly sums: ScoreSums;
}

/**
 * Returns one record for each hour, in order of time. Errors of several metrics have no common unit, so each metric's
 * are divided by its mean error of "no change" over all the hours (as in the mean absolute scaled error, Hyndman and
 * Koehler 2006); then an hour's errors are compared with what assuming no change would have cost in that hour, so that
 * a busy hour is not mistaken for a bad one.
 */
export function hoursOf(rows: readonly MetricHour[]): readonly HourRecord[] {
	const scales = scalesOf(rows);
	const hours = Map.groupBy(rows, ({ at }) => at);
	return [...hours]
		.sort(([a], [b]) => a - b)
		.map(([at, own]) => {
			let [count, inside, moved, error, stayError] = [0, 0, 0, 0, 0];
			for (const { metric, sums } of own) {
				count += sums.count;
				inside += sums.inside;
				const scale = scales.get(metric) ?? 0;
				if (scale === 0) continue;
				moved += sums.count;
				error += sums.error / scale;
				stayError += sums.stayError / scale;
			}
			const told = moved >= LEAST_TRUTHS && stayError > 0;
			return { at, count, inside, ...(told && { errorPercent: (error / stayError) * 100 }) };
		});
}

/** Each metric's mean error of "no change". */
function scalesOf(rows: readonly MetricHour[]): ReadonlyMap<string, number> {
	const metrics = Map.groupBy(rows, ({ metric }) => metric);
	return new Map(
		[...metrics].map(([metric, own]) => {
			const count = own.reduce((sum, { sums }) => sum + sums.count, 0);
			const stayError = own.reduce((sum, { sums }) => sum + sums.stayError, 0);
			return [metric, count === 0 ? 0 : stayError / count];
		})
	);
}
