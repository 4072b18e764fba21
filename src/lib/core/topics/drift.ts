import * as z from 'zod/mini';
import { instant, wholeNumber } from '../json/schema.ts';
import { unavailableSchema } from './unavailable.ts';

/** The daemon's four measures of model drift. */
export const DRIFT_SCORES = ['per', 'dss', 'fds', 'anomalyRate'] as const;
export type DriftScore = (typeof DRIFT_SCORES)[number];

const percent = z.number();
const scores = z.object({ per: percent, dss: percent, fds: percent, anomalyRate: percent });
const word = z.exactOptional(z.string());

/**
 * Topic `drift`, in percent. `measured: false` where the daemon was never given anything to measure: its zeros then
 * mean nothing. `trends` hold the daemon's words (increasing, decreasing, stable); `training` is read-only.
 */
export const driftSchema = z.union([
	unavailableSchema,
	z.object({
		offered: z.literal(true),
		/** When it was read, while the next answer is overdue. */
		asOf: z.exactOptional(instant),
		measured: z.boolean(),
		scores,
		limits: scores,
		combined: percent,
		trends: z.object({ per: word, dss: word, fds: word, anomalyRate: word }),
		needsRetraining: z.boolean(),
		recommendation: z.exactOptional(z.string()),
		windowSize: z.exactOptional(wholeNumber),
		dataPoints: z.exactOptional(wholeNumber),
		report: z.exactOptional(z.string()),
		training: z.exactOptional(
			z.object({
				status: z.string(),
				message: z.exactOptional(z.string()),
				progressPercent: z.exactOptional(z.number())
			})
		)
	})
]);
export type DriftState = z.infer<typeof driftSchema>;
