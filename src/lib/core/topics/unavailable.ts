import * as z from 'zod/mini';
import { instant } from '../json/schema.ts';

/**
 * In place of a topic that is asked of the daemon apart. Without `failed` the daemon does not have it; with `failed` it
 * may have it, but does not answer: `reason` in words, `since` in ms since 1970.
 */
export const unavailableSchema = z.object({
	offered: z.literal(false),
	failed: z.optional(z.object({ reason: z.string(), since: instant }))
});
export type Unavailable = z.infer<typeof unavailableSchema>;
