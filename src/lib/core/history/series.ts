import * as z from 'zod/mini';
import { DISPLAY_METRICS, type DisplayMetric } from '../metrics/metrics.ts';
import { instant } from '../json/schema.ts';
import { windowSchema, type RangeQuestion } from './range.ts';

/** The quantities of a server's series: its risk and its display metrics. */
export const SERIES_QUANTITIES = ['risk', ...DISPLAY_METRICS] as const;
export type SeriesQuantity = 'risk' | DisplayMetric;

/** Reads a quantity from an address; anything unknown is risk. */
export function readQuantity(text: string | null): SeriesQuantity {
	return SERIES_QUANTITIES.find((quantity) => quantity === text) ?? 'risk';
}

/** Over one step: mean, minimum, maximum, last. */
const aggregate = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const optionalAggregate = z.optional(aggregate);

const seriesPointSchema = z.object({
	/** Start of the step. */
	at: instant,
	risk: aggregate,
	cpu: optionalAggregate,
	memory: optionalAggregate,
	iowait: optionalAggregate,
	swap: optionalAggregate,
	load: optionalAggregate,
	disk: optionalAggregate,
	netIn: optionalAggregate,
	netOut: optionalAggregate
} satisfies Record<SeriesQuantity | 'at', unknown>);
export type SeriesPoint = z.infer<typeof seriesPointSchema>;

export interface SeriesQuestion extends RangeQuestion {
	readonly server: string;
}

/** One server over a window; without points when it did not exist. */
export const seriesSchema = z.object({
	window: windowSchema,
	server: z.string(),
	points: z.array(seriesPointSchema)
});
export type Series = z.infer<typeof seriesSchema>;
