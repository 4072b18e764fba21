import type { Fleet } from '#core/fleet.ts';
import { SAMPLED_STEPS } from '#core/accuracy/sampled-steps.ts';
import type { SampledForecasts } from './kept-tick.ts';

const QUANTILES = 3;

/**
 * Returns the current values and, `withForecasts`, the sampled steps of every forecast. Copies, because the fleet stays on
 * screen.
 */
export function sampleForecasts(
	{ rows, forecasts }: Fleet,
	withForecasts: boolean
): SampledForecasts {
	const head = {
		servers: rows.map(({ name }) => name),
		metrics: forecasts.metrics,
		steps: SAMPLED_STEPS,
		now: forecasts.now.slice()
	};
	if (!withForecasts) return head;
	const curves = forecasts.now.length * QUANTILES;
	const values = new Float32Array(curves * SAMPLED_STEPS.length).fill(Number.NaN);
	for (let curve = 0; curve < curves; curve++)
		SAMPLED_STEPS.forEach((step, position) => {
			// A step beyond the daemon's horizon must not read from the next curve.
			if (step > forecasts.steps) return;
			const value = forecasts.values[curve * forecasts.steps + step - 1] ?? Number.NaN;
			values[curve * SAMPLED_STEPS.length + position] = value;
		});
	return { ...head, values };
}
