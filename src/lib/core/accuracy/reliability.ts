import type { Accuracy } from './answer.ts';
import { claimOf, LEAST_TRUTHS, NO_SCORE, plus, type Claim, type ScoreSums } from './score.ts';

/** One horizon's record. Errors only for one metric: those of several have no common unit. */
export interface HorizonRecord {
	readonly step: number;
	readonly count: number;
	readonly claim: Claim | undefined;
	/** Of one metric its own; of several the mean of theirs, each counting alike. */
	readonly skill: number | undefined;
}

/** By horizon, the nearest first; of one metric, or of all where none is named. */
export function byHorizon(
	scores: Accuracy['scores'],
	metric: string | undefined
): readonly HorizonRecord[] {
	const chosen = scores.filter((score) => metric === undefined || score.metric === metric);
	const steps = [...new Set(chosen.map(({ step }) => step))].sort((a, b) => a - b);
	return steps.map((step) => {
		const own = chosen.filter((score) => score.step === step);
		const sums = own.reduce((sum, score) => plus(sum, score.sums), NO_SCORE);
		const skills = own.flatMap(({ sums }) => claimOf(sums)?.skill ?? []);
		const skill = skills.length
			? skills.reduce((sum, value) => sum + value, 0) / skills.length
			: undefined;
		return { step, count: sums.count, claim: claimOf(sums), skill };
	});
}

export interface MetricRecord {
	readonly metric: string;
	readonly count: number;
	readonly claim: Claim | undefined;
}

/** By metric at one horizon, the least covered first; those of which nothing is claimed come last. */
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

/** How far from the promise: a forecast is right when four truths of five lie inside, not when all do. */
export type Verdict = 'too narrow' | 'right' | 'too wide';

/**
 * Within four points of the promise it is right. Truths that are neighbours are alike, so a count says more than it knows:
 * for the tolerance each 14 truths (the metrics of one server) count as one.
 */
export function verdictOf({ count, coveragePercent }: Claim, goalPercent: number): Verdict {
	const independent = Math.max(1, count / 14);
	const deviation = Math.sqrt((goalPercent * (100 - goalPercent)) / independent);
	const tolerance = Math.max(4, 2 * deviation);
	if (coveragePercent < goalPercent - tolerance) return 'too narrow';
	return coveragePercent > goalPercent + tolerance ? 'too wide' : 'right';
}

/** How many more truths until something is claimed. */
export function missingTruths({ count }: Pick<ScoreSums, 'count'>): number {
	return Math.max(0, LEAST_TRUTHS - count);
}
