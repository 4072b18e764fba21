import type { Accuracy } from '#core/accuracy/answer.ts';
import {
	claimOf,
	COVERAGE_GOAL_PERCENT,
	HOUR_RIGHT_WITHIN_POINTS,
	NO_SCORE,
	plus,
	RIGHT_WITHIN_POINTS,
	type Claim
} from '#core/accuracy/score.ts';

/** The scores of one horizon. Errors only for one metric: those of several have no common unit. */
export interface HorizonRecord {
	readonly step: number;
	readonly count: number;
	readonly claim: Claim | undefined;
	/** The metric's own; of several their mean, equally weighted; or why there is none. */
	readonly skill: number | NoSkill;
}

/** No metric has enough values, or none of those that have ever changed. */
export type NoSkill = 'too few values' | 'no change';

/** Groups by horizon, the nearest first; of one metric, or of all when none is named. */
export function byHorizon(
	scores: Accuracy['scores'],
	metric: string | undefined
): readonly HorizonRecord[] {
	const chosen = scores.filter((score) => metric === undefined || score.metric === metric);
	const steps = [...new Set(chosen.map(({ step }) => step))].sort((a, b) => a - b);
	return steps.map((step) => {
		const own = chosen.filter((score) => score.step === step);
		const sums = own.reduce((sum, score) => plus(sum, score.sums), NO_SCORE);
		const claims = own.flatMap(({ sums }) => claimOf(sums) ?? []);
		return { step, count: sums.count, claim: claimOf(sums), skill: meanSkill(claims) };
	});
}

function meanSkill(claims: readonly Claim[]): number | NoSkill {
	if (claims.length === 0) return 'too few values';
	const skills = claims.flatMap(({ skill }) => skill ?? []);
	return skills.length
		? skills.reduce((sum, value) => sum + value, 0) / skills.length
		: 'no change';
}

export interface MetricRecord {
	readonly metric: string;
	readonly count: number;
	readonly claim: Claim | undefined;
}

/** Groups by metric at one horizon, the lowest coverage first; those without a score last. */
export function byMetric(scores: Accuracy['scores'], step: number): readonly MetricRecord[] {
	return scores
		.filter((score) => score.step === step)
		.map(({ metric, sums }) => ({ metric, count: sums.count, claim: claimOf(sums) }))
		.sort(
			(a, b) =>
				(a.claim?.coveragePercent ?? Infinity) - (b.claim?.coveragePercent ?? Infinity) ||
				(a.metric < b.metric ? -1 : 1)
		);
}

/** How far coverage is from its goal: a forecast is right when four values of five are inside, not all. */
export type Verdict = 'too narrow' | 'right' | 'too wide';

/**
 * Returns the verdict on a coverage: right within some points of the goal. Neighbouring values are correlated, so a count
 * overstates the evidence: for the tolerance each 14 values (the metrics of one server) count as one.
 */
export function verdictOf(
	{ count, coveragePercent }: Claim,
	goalPercent: number,
	withinPoints = RIGHT_WITHIN_POINTS
): Verdict {
	const independent = Math.max(1, count / 14);
	const deviation = Math.sqrt((goalPercent * (100 - goalPercent)) / independent);
	const tolerance = Math.max(withinPoints, 2 * deviation);
	if (coveragePercent < goalPercent - tolerance) return 'too narrow';
	return coveragePercent > goalPercent + tolerance ? 'too wide' : 'right';
}

export interface NearestVerdict {
	readonly step: number;
	readonly coveragePercent: number;
	readonly verdict: Verdict;
}

/**
 * Returns the verdict on one hour, at the nearest horizon with a score: its forecasts are the newest, so it is the first to
 * show a change.
 */
export function nearestVerdict(scores: Accuracy['scores']): NearestVerdict | undefined {
	const record = byHorizon(scores, undefined).find(({ claim }) => claim);
	if (!record?.claim) return undefined;
	const { step, claim } = record;
	const verdict = verdictOf(claim, COVERAGE_GOAL_PERCENT, HOUR_RIGHT_WITHIN_POINTS);
	return { step, coveragePercent: claim.coveragePercent, verdict };
}
