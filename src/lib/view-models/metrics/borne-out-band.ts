import { corrected } from '#core/borne-out/correction.ts';
import { correctionAt } from '#core/borne-out/correction-curve.ts';
import type { Forecast } from '#core/topics/states.ts';

/** Returns a forecast with its quantiles as borne out; undefined where not enough has been seen. */
export function borneOutBand(metric: string, told: Forecast): Forecast | undefined {
	const { borneOut: curve, ...forecast } = told;
	if (!curve) return undefined;
	const bands = told.p50.map((p50, index) => {
		const step = told.steps?.[index] ?? index + 1;
		const band = { p10: told.p10[index] ?? NaN, p50, p90: told.p90[index] ?? NaN };
		return corrected(correctionAt(curve, step), band, metric);
	});
	return {
		...forecast,
		p10: bands.map(({ p10 }) => p10),
		p50: bands.map(({ p50 }) => p50),
		p90: bands.map(({ p90 }) => p90)
	};
}
