import { changePoint, type ChangePoint, type Measured } from './change-point.ts';
import type { HourRecord } from '#core/accuracy/hours.ts';
import { LEAST_TRUTHS, RIGHT_WITHIN_POINTS } from '#core/accuracy/score.ts';

/** Smaller changes of coverage are ignored. */
const LEAST_CHANGE_OF_COVERAGE = RIGHT_WITHIN_POINTS;
/** In percent of the error of assuming no change, which varies more from hour to hour. */
const LEAST_CHANGE_OF_ERROR = 10;

/** One measure by the hour, in percent, and the point of a lasting change. */
export interface Course {
	readonly points: readonly Measured[];
	readonly change: ChangePoint | undefined;
}

export interface Evidence {
	/** Share of actual values within p10–p90. */
	readonly coverage: Course;
	/** Error, of the error of assuming no change. */
	readonly error: Course;
}

/** Hours with too few forecasts are left out. */
export function evidenceOf(hours: readonly HourRecord[]): Evidence {
	const told = hours.filter(({ count }) => count >= LEAST_TRUTHS);
	return {
		coverage: courseOf(
			told.map(({ at, count, inside }) => ({ at, value: (inside / count) * 100 })),
			LEAST_CHANGE_OF_COVERAGE
		),
		error: courseOf(
			told.flatMap(({ at, errorPercent: value }) => (value === undefined ? [] : [{ at, value }])),
			LEAST_CHANGE_OF_ERROR
		)
	};
}

function courseOf(points: readonly Measured[], leastDifference: number): Course {
	return { points, change: changePoint(points, leastDifference) };
}
