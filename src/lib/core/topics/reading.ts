import * as z from 'zod/mini';
import { DISPLAY_METRICS } from '../metrics/metrics.ts';

/** A display metric: the value now and the forecast for 30 minutes ahead, in the metric's unit, to 0.1. */
export const nowAndSoon = z.tuple([z.number(), z.number()]);
export type NowAndSoon = z.infer<typeof nowAndSoon>;

const optionalPair = z.exactOptional(nowAndSoon);

/** The display metrics of one server; one that the server lacks is absent. */
export const readingSchema = z.object({
	cpu: optionalPair,
	memory: optionalPair,
	iowait: optionalPair,
	swap: optionalPair,
	load: optionalPair,
	disk: optionalPair,
	netIn: optionalPair,
	netOut: optionalPair
} satisfies Record<(typeof DISPLAY_METRICS)[number], typeof optionalPair>);
export type Reading = z.infer<typeof readingSchema>;
