import * as z from 'zod/mini';
import { instant, wholeNumber } from '../json/schema.ts';
import { unavailableSchema } from './unavailable.ts';

export const modelSchema = z.object({
	name: z.string(),
	/** As the daemon writes it, without a time zone. */
	created: z.optional(z.string()),
	sizeMb: z.optional(z.number()),
	current: z.boolean()
});
export type Model = z.infer<typeof modelSchema>;

/** Topic `models`: the daemon's models, the one in use, and whether it could train another. */
export const modelsSchema = z.union([
	unavailableSchema,
	z.object({
		offered: z.literal(true),
		/** When it was read, while the next answer is overdue. */
		asOf: z.optional(instant),
		models: z.array(modelSchema),
		/** The daemon's own version, as it writes it. */
		daemonVersion: z.optional(z.string()),
		loaded: z.optional(z.boolean()),
		mode: z.optional(z.string()),
		current: z.optional(z.string()),
		trainings: z.optional(
			z.object({ total: wholeNumber, successful: wholeNumber, failed: wholeNumber })
		),
		readyToTrain: z.optional(z.boolean()),
		readyReason: z.optional(z.string())
	})
]);
export type ModelsState = z.infer<typeof modelsSchema>;
