import * as z from 'zod/mini';
import { LEVELS } from '../levels/levels.ts';
import { duration, instant, wholeNumber, score } from '../json/schema.ts';
import { windowSchema, type RangeQuestion } from './range.ts';

const level = z.enum(LEVELS);

/** `lost`: it was not healthy when it was last seen, and what became of it nobody saw. */
export const EVENT_KINDS = ['escalated', 'eased', 'resolved', 'lost'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/**
 * A server came to another level. `from` is absent when it was not watched before, `to` when it was lost sight of. Durations in
 * ms, absent where their beginning was not watched.
 */
export const levelEventSchema = z.object({
	/** Counts events upwards. */
	id: wholeNumber,
	at: instant,
	server: z.string(),
	profile: z.string(),
	kind: z.enum(EVENT_KINDS),
	from: z.optional(level),
	to: z.optional(level),
	/** The risk at that moment; of one that was lost, when its level last changed. */
	score,
	/** How long it had been at `from`. */
	levelMs: z.optional(duration),
	/** Of one resolved: since it left `healthy`. */
	episodeMs: z.optional(duration)
});
export type LevelEvent = z.infer<typeof levelEventSchema>;

/** Newest first. At most `limit`, and only those before the event `before` of an earlier answer. */
export interface EventsQuestion extends RangeQuestion {
	readonly limit: number;
	readonly before?: { readonly at: number; readonly id: number };
	readonly server?: string;
}

export const eventsSchema = z.object({
	window: windowSchema,
	/** All in the window, told or not. */
	total: wholeNumber,
	events: z.array(levelEventSchema)
});
export type Events = z.infer<typeof eventsSchema>;
