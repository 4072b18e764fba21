import * as z from 'zod/mini';
import { LEVELS } from '../levels/levels.ts';
import { elapsed } from '../format.ts';
import { duration, instant, wholeNumber } from '../json/schema.ts';
import { windowSchema } from './range.ts';

/**
 * The totals of a window. An alert is one episode of a server outside `healthy`, however often its level changed; it counts
 * if it overlaps the window. Percent 0–100, durations in ms.
 */
export const historySummarySchema = z.object({
	window: windowSchema,
	/** The oldest minute kept; undefined while none is. */
	keptFrom: z.optional(instant),
	alerts: wholeNumber,
	/** By the most urgent level of each alert. */
	byLevel: z.object({ critical: wholeNumber, warning: wholeNumber, degraded: wholeNumber }),
	resolved: wholeNumber,
	/** Still open at the end of the window. */
	open: wholeNumber,
	/** Lost before they ended: counted neither as open nor as resolved. */
	lost: wholeNumber,
	/** Resolved alerts as a share of the resolved and open ones; absent where there were none. */
	resolutionPercent: z.optional(z.number()),
	/** Over the resolved alerts whose start was observed; absent where there were none. */
	meanResolveMs: z.optional(duration),
	serversAffected: wholeNumber
});
export type HistorySummary = z.infer<typeof historySummarySchema>;

/** With fewer alerts than this, no rate and no mean is shown. */
export const LEAST_ALERTS = 5;

/** How alerts end, in words, each figure with the numbers behind it. */
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
