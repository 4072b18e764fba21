import { z } from 'zod';
import { historyStateSchema } from '../history/history.ts';
import { METRIC_COUNT } from '../metrics.ts';

const doubles = z.custom<Float64Array>((value) => value instanceof Float64Array);
const floats = z.custom<Float32Array>((value) => value instanceof Float32Array);

const seriesSchema = z.object({
	state: doubles,
	records: doubles,
	origins: floats,
	issued: floats,
	season: floats,
	// Absent in a state of before the forecasts were mixed.
	recent: floats.optional(),
	mixture: floats.optional()
});

/** The stored state as a list of parts, so that no more than one server is copied at a time. */
const partSchema = z.discriminatedUnion('part', [
	z.object({
		part: z.literal('fleet'),
		tick: z.number(),
		drift: z.object({ counts: z.array(doubles), hours: doubles })
	}),
	z.object({ part: z.literal('history'), state: historyStateSchema }),
	z.object({ part: z.literal('pool'), name: z.string(), memory: doubles }),
	z.object({
		part: z.literal('server'),
		name: z.string(),
		fed: z.number(),
		times: doubles,
		samples: doubles,
		at: z.number(),
		series: z.array(seriesSchema.optional()).length(METRIC_COUNT)
	})
]);

export type StatePart = z.infer<typeof partSchema>;

/** Throws if a part was not stored by this version. */
export function parseParts(raw: readonly unknown[]): StatePart[] {
	return raw.map((part) => partSchema.parse(part));
}
