import * as z from 'zod/mini';
import { LEVELS } from '../levels/levels.ts';
import { elapsed } from '../format.ts';
import { duration, instant, wholeNumber } from '../json/schema.ts';
import { windowSchema } from './range.ts';

/**
 * What went on in a window. An alert is the time of one server outside `healthy`, however often its level changed; it counts
 * where any of it lies in the window. Percent 0–100, durations in ms.
 */
export const historySummarySchema = z.object({
	window: windowSchema,
	/** Since when minutes are kept; undefined while none is. */
	keptFrom: z.optional(instant),
	alerts: wholeNumber,
	/** By the most urgent level each alert had. */
	byLevel: z.object({ critical: wholeNumber, warning: wholeNumber, degraded: wholeNumber }),
	resolved: wholeNumber,
	/** Not over at the end of the window. */
	open: wholeNumber,
	/** Lost sight of before they were over: counted as neither. */
	lost: wholeNumber,
	/** Resolved of those whose end is known or still to come; absent where there were none. */
	resolutionPercent: z.optional(z.number()),
	/** Over the resolved whose beginning was watched; absent where there were none. */
	meanResolveMs: z.optional(duration),
	serversAffected: wholeNumber
});
export type HistorySummary = z.infer<typeof historySummarySchema>;

/** From fewer alerts no rate and no mean is claimed. */
export const LEAST_ALERTS = 5;

/** What a summary says of how alerts end, in words; each with what it is made of. */
export interface Resolution {
	readonly rate: { readonly value: string; readonly more: string };
	readonly meanTime: { readonly value: string; readonly more: string };
}

export function resolutionInWords(summary: HistorySummary): Resolution {
	const { resolved, open, resolutionPercent, meanResolveMs } = summary;
	const decided = resolved + open;
	return {
		rate: {
			value:
				resolutionPercent === undefined
					? '–'
					: decided < LEAST_ALERTS
						? `${resolved} of ${decided}`
						: `${Math.floor(resolutionPercent)}%`,
			more:
				resolutionPercent === undefined
					? 'no alerts to resolve'
					: decided < LEAST_ALERTS
						? 'alerts: too few for a rate'
						: `of ${decided} alerts`
		},
		meanTime: {
			value: meanResolveMs === undefined || resolved < LEAST_ALERTS ? '–' : elapsed(meanResolveMs),
			more:
				resolved === 0
					? 'no resolved alerts'
					: resolved < LEAST_ALERTS
						? `${resolved} of the ${LEAST_ALERTS} resolved alerts needed`
						: open > 0
							? `of ${resolved} resolved, ${open} still open`
							: `of ${resolved} resolved`
		}
	};
}

/** The levels an alert can have. */
export const ALERT_LEVELS = LEVELS.filter((level) => level !== 'healthy');
