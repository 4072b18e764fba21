import * as z from 'zod/mini';
import { instant, wholeNumber } from '../json/schema.ts';
import { unavailableSchema } from './unavailable.ts';

export const modelSchema = z.object({
	name: z.string(),
	/** As the daemon writes it, without a time zone. */
	created: z.exactOptional(z.string()),
	sizeMb: z.exactOptional(z.number()),
	current: z.boolean()
});
export type Model = z.infer<typeof modelSchema>;

/** Topic `models`: the daemon's models, the one in use, and whether it could train another. */
export const modelsSchema = z.union([
	unavailableSchema,
	z.object({
		offered: z.literal(true),
		/** When it was read, while the next answer is overdue. */
		asOf: z.exactOptional(instant),
		models: z.array(modelSchema),
		/** The daemon's own version, as it writes it. */
		daemonVersion: z.exactOptional(z.string()),
		loaded: z.exactOptional(z.boolean()),
		mode: z.exactOptional(z.string()),
		current: z.exactOptional(z.string()),
		trainings: z.exactOptional(
			z.object({ total: wholeNumber, successful: wholeNumber, failed: wholeNumber })
		),
		readyToTrain: z.exactOptional(z.boolean()),
		readyReason: z.exactOptional(z.string())
	})
]);
export type ModelsState = z.infer<typeof modelsSchema>;
