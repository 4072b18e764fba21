import * as z from 'zod/mini';
import { levelEventSchema } from './events.ts';

export const DIRECTIONS = ['before', 'after'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Asks for the change of level nearest to a moment, in ms since 1970, on one side of it and not at it. */
export interface NextEventQuestion {
	readonly at: number;
	readonly direction: Direction;
}

/** `event` is absent when there is none on that side within the replayable time. */
export const nextEventSchema = z.object({ event: z.optional(levelEventSchema) });
export type NextEvent = z.infer<typeof nextEventSchema>;
