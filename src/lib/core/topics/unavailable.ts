import * as z from 'zod/mini';
import { instant } from '../json/schema.ts';

/**
 * Stands in for an on-demand topic that has no data. Without `failed` the daemon does not support it; with `failed` it
 * may, but does not answer: `reason` in words, `since` in ms since 1970.
 */
export const unavailableSchema = z.object({
	offered: z.literal(false),
	failed: z.exactOptional(z.object({ reason: z.string(), since: instant }))
});
export type Unavailable = z.infer<typeof unavailableSchema>;
