import type { AlertRecord } from './alert-record.ts';
import { LEAST_TRUTHS } from './score.ts';

/** `value` is undefined where `count`, what it would be the mean or the share of, is too small. */
export interface AlertClaim {
	readonly count: number;
	readonly value: number | undefined;
}

export interface AlertClaims {
	/** Share of predicted crossings that came, on time or late. */
	readonly precisionPercent: AlertClaim;
	/** Share of crossings that had been predicted, on time or late. */
	readonly recallPercent: AlertClaim;
	/** How long before a crossing that came on time it was predicted, in ms. */
	readonly meanWarningMs: AlertClaim;
}

export function alertClaims({ came, late, never, unpredicted, leadMs }: AlertRecord): AlertClaims {
	const predictedAndCame = came + late;
	return {
		precisionPercent: claim(predictedAndCame * 100, predictedAndCame + never),
		recallPercent: claim(predictedAndCame * 100, predictedAndCame + unpredicted),
		meanWarningMs: claim(leadMs, came)
	};
}

function claim(sum: number, count: number): AlertClaim {
	return { count, value: count < LEAST_TRUTHS ? undefined : sum / count };
}
