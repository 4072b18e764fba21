import * as z from 'zod/mini';
import { LEVELS } from '../levels/levels.ts';
import { duration, instant, wholeNumber, score } from '../json/schema.ts';
import { windowSchema, type RangeQuestion } from './range.ts';

const level = z.enum(LEVELS);

/** `lost`: the server was not healthy when last seen, and how that ended is unknown. */
const EVENT_KINDS = ['escalated', 'eased', 'resolved', 'lost'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/**
 * A change of a server's level. `from` is absent when the server was not tracked before, `to` when it was lost. Durations
 * in ms, absent where the start was not observed.
 */
export const levelEventSchema = z.object({
	/** Numbers events in ascending order. */
	id: wholeNumber,
	at: instant,
	server: z.string(),
	profile: z.string(),
	kind: z.enum(EVENT_KINDS),
	from: z.optional(level),
	to: z.optional(level),
	/** The risk at that moment; for a lost server, the risk when its level last changed. */
	score,
	/** How long the server had been at `from`. */
	levelMs: z.optional(duration),
	/** For a resolved episode: the time since the server left `healthy`. */
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
	/** All events in the window, listed here or not. */
	total: wholeNumber,
	events: z.array(levelEventSchema)
});
export type Events = z.infer<typeof eventsSchema>;
