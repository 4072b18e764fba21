import * as z from 'zod/mini';
import { instant, wholeNumber } from '../json/schema.ts';

/**
 * Topic `history`: what is kept, so that a view knows when to query again. `keeping: false` with the reason in words
 * when nothing is kept (switched off, the disk is full, the file is damaged). Times in ms since 1970.
 */
export const historyStateSchema = z.object({
	keeping: z.boolean(),
	reason: z.exactOptional(z.string()),
	/** A problem that needs attention although everything is being kept. */
	warning: z.exactOptional(z.string()),
	/** Every tick from here on can be replayed. */
	ticksFrom: z.exactOptional(instant),
	minutesFrom: z.exactOptional(instant),
	/** What is before it was simulated, not observed: only in the demo. */
	simulatedUntil: z.exactOptional(instant),
	/** The newest minute that was rolled up. */
	newestMinute: z.exactOptional(instant),
	/** Megabytes on disk, to 0.1. */
	sizeMb: z.exactOptional(z.number()),
	/** Ticks since the start that were not kept because the disk was too slow or could not be written to. */
	dropped: z.exactOptional(wholeNumber),
	/** Forecasts compared with actual values so far. */
	truths: z.exactOptional(wholeNumber)
});
export type HistoryState = z.infer<typeof historyStateSchema>;
