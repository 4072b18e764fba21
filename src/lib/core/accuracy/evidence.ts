import type { Accuracy } from './answer.ts';
import { changePoint, type ChangePoint, type Measured } from './change-point.ts';
import { claimOf } from './score.ts';

/** A smaller change of coverage is of no account: forecasts are called right within four points. */
const LEAST_POINTS_OF_CHANGE = 4;

/** Coverage by the hour, in percent, and where it changed for good. */
export interface Evidence {
	readonly points: readonly Measured[];
	readonly change: ChangePoint | undefined;
}

/** Hours with too few truths are left out. */
export function evidenceOf(hours: Accuracy['hours']): Evidence {
	const points = hours.flatMap(({ at, sums }) => {
		const claim = claimOf(sums);
		return claim ? [{ at, value: claim.coveragePercent }] : [];
	});
	return { points, change: changePoint(points, LEAST_POINTS_OF_CHANGE) };
}
