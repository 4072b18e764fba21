import { corrected } from '#core/borne-out/correction.ts';
import { correctionAt, type Corrections } from '#core/borne-out/correction-curve.ts';
import type { Correction } from '#core/borne-out/correction.ts';
import { HORIZON_STEPS } from '#core/metrics/metrics.ts';
import type { Band } from '#core/outlook/band.ts';

/** Returns a function that gives a band as borne out, or as told where not enough has been seen of its metric and profile. */
export function bandCorrector(
	corrections: Corrections
): (band: Band, metric: string, profile: string) => Band {
	/** Each correction at every step: made once for all servers. */
	const along = new Map<string, readonly Correction[] | undefined>();
	return (band, metric, profile) => {
		const key = `${metric}\n${profile}`;
		if (!along.has(key)) {
			const curve = corrections.get(metric)?.get(profile);
			along.set(
				key,
				curve && Array.from({ length: HORIZON_STEPS }, (_, index) => correctionAt(curve, index + 1))
			);
		}
		const each = along.get(key);
		return each ? correctedBand(band, metric, each) : band;
	};
}

function correctedBand(told: Band, metric: string, along: readonly Correction[]): Band {
	const [p10, p50, p90] = [told.p10, told.p50, told.p90].map((curve) => curve.slice()) as [
		Float32Array,
		Float32Array,
		Float32Array
	];
	along.forEach((correction, index) => {
		const at = (curve: Float32Array) => curve[index] ?? NaN;
		const band = { p10: at(told.p10), p50: at(told.p50), p90: at(told.p90) };
		const borneOut = corrected(correction, band, metric);
		p10[index] = borneOut.p10;
		p50[index] = borneOut.p50;
		p90[index] = borneOut.p90;
	});
	return { now: told.now, p10, p50, p90 };
}
