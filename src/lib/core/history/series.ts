import * as z from 'zod/mini';
import { DISPLAY_METRICS, type DisplayMetric } from '../metrics/metrics.ts';
import { instant } from '../json/schema.ts';
import { windowSchema, type RangeQuestion } from './range.ts';

/** What a server's series are of: its risk, and its display metrics. */
export const SERIES_QUANTITIES = ['risk', ...DISPLAY_METRICS] as const;
export type SeriesQuantity = 'risk' | DisplayMetric;

/** What an address asks for; anything unknown is risk. */
export function readQuantity(text: string | null): SeriesQuantity {
	return SERIES_QUANTITIES.find((quantity) => quantity === text) ?? 'risk';
}

/** Over one step: mean, least, most, last. */
const aggregate = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const optionalAggregate = z.optional(aggregate);

export const seriesPointSchema = z.object({
	/** When the step began. */
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

/** One server over a window; no points when it was not there. */
export const seriesSchema = z.object({
	window: windowSchema,
	server: z.string(),
	points: z.array(seriesPointSchema)
});
export type Series = z.infer<typeof seriesSchema>;
