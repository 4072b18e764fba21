import fetch from 'node-fetch';
import * as z from 'zod';

const MAX_BYTES = 10_000;
const answerSchema = z.object({ status: z.literal('success'), at: z.number() });

/**
 * Calls up the embedded generator's simulated past to a time in ms since 1970; by default to the present, from which on its
 * feed is live. Returns how far the past is told. Throws when the generator does not do it, or the signal aborts.
 */
export async function advancePast(
	generatorUrl: string,
	signal: AbortSignal,
	until?: number
): Promise<number> {
	const response = await fetch(new URL('/control/advance', generatorUrl), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(until === undefined ? {} : { until }),
		size: MAX_BYTES,
		signal
	});
	return answerSchema.parse(await response.json()).at;
}
