import type { AlertRecord } from '#core/accuracy/alert-record.ts';
import { LEAST_TRUTHS } from '#core/accuracy/score.ts';

/** `value` is undefined when `count`, the number of observations behind it, is too small. */
export interface AlertClaim {
	readonly count: number;
	readonly value: number | undefined;
}

export interface AlertClaims {
	/** Judged predictions that did not come true; undefined before any is judged. */
	readonly falseAlarms: number | undefined;
	/** Share of the judged predictions that came true, on time or late. */
	readonly precisionPercent: AlertClaim;
	/** Share of crossings that had been predicted, on time or late. */
	readonly recallPercent: AlertClaim;
	/** Mean lead time of the crossings that came on time, in ms. At first only short ones can be known. */
	readonly meanWarningMs: AlertClaim;
}

/** Returns the shares that an alert record supports; undefined where too few alerts were judged. */
export function alertClaims(record: AlertRecord): AlertClaims {
	const { came, late, unpredicted, judged, borneOut, leadMs } = record;
	const predictedAndCame = came + late;
	return {
		falseAlarms: judged === 0 ? undefined : judged - borneOut,
		precisionPercent: claim(borneOut * 100, judged),
		recallPercent: claim(predictedAndCame * 100, predictedAndCame + unpredicted),
		meanWarningMs: claim(leadMs, judged === 0 ? 0 : came)
	};
}

function claim(sum: number, count: number): AlertClaim {
	return { count, value: count < LEAST_TRUTHS ? undefined : sum / count };
}
