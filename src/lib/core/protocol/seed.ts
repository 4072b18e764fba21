import * as z from 'zod/mini';
import { brandSchema } from '../brand/brand.ts';
import { duration, instant, wholeNumber } from '../json/schema.ts';
import { daemonHealthSchema, warmupSchema } from './daemon.ts';
import { snapshotSchema } from './messages.ts';

/** The settings that a page shows or computes with; none is secret. */
export const publicSettingsSchema = z.object({
	brand: brandSchema,
	/**
	 * The version with its build after a `+`. When it differs from `Joined.version`, the page is of another release.
	 */
	version: z.string(),
	demo: z.boolean(),
	tickMs: duration,
	stepMinutes: z.number(),
	thresholds: z.object({ critical: z.number(), warning: z.number(), degraded: z.number() }),
	/** How long a change of level must last before it counts. */
	levelHoldMs: duration,
	/** Whether browsers may fall back to HTTP long-polling. */
	polling: z.boolean(),
	role: z.enum(['viewer', 'operator']),
	/** Whether viewing requires signing in. */
	signIn: z.boolean()
});
export type PublicSettings = z.infer<typeof publicSettingsSchema>;

/** The data in the first page: enough to show it before and without JavaScript, and to join with `since`. */
export const seedSchema = z.object({
	tick: wholeNumber,
	at: instant,
	age: z.optional(duration),
	daemon: daemonHealthSchema,
	warmup: z.optional(warmupSchema),
	snapshots: z.array(snapshotSchema)
});
export type Seed = z.infer<typeof seedSchema>;
