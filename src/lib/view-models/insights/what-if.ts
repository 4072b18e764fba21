import type { WhatIf } from '#core/topics/explanation.ts';
import { partPoints, type ScoreBreakdown } from './score-points.ts';
import type { ScoreGroup } from './score-rule.ts';

/** The weight of an effect by its effort. Our decision; the daemon names only the effort. */
const EASE: Readonly<Record<string, number>> = { LOW: 1, MEDIUM: 2 / 3, HIGH: 1 / 3 };

/** The unit of an effect: the risk score where the daemon sends it, else the CPU. */
export type WhatIfMeasure = 'score' | 'cpu';

/** How the best scenario is chosen, as an explanation. */
export const BEST_FORMULA: Readonly<Record<WhatIfMeasure, string>> = {
	score:
		'Best: the most points of the risk score taken away, times ease (low effort 1, medium 2/3, high 1/3).',
	cpu: 'Best: the most points of CPU taken away, times ease (low effort 1, medium 2/3, high 1/3); an unsafe scenario only where none is safe.'
};

/** Returns what scenarios are compared by: the risk score if the daemon sends it, otherwise CPU. */
export function measureOf(whatIfs: readonly WhatIf[]): WhatIfMeasure {
	return whatIfs.some(({ scoreChange }) => scoreChange !== undefined) ? 'score' : 'cpu';
}

/** Returns the group with the most points; undefined where nothing scores or its points are not known. */
export function scoreDriver(breakdown: ScoreBreakdown | undefined): ScoreGroup | undefined {
	if (breakdown?.kind !== 'exact') return undefined;
	const most = Math.max(...breakdown.parts.map(partPoints));
	const drivers = breakdown.parts.filter((part) => most > 0 && partPoints(part) === most);
	return (drivers.find(({ group }) => group === 'cpu') ?? drivers[0])?.group;
}

/**
 * Returns the points that a scenario takes away, weighted by its ease; zero for one that makes it worse, needs no action or
 * has no effect reported.
 */
export function easedGain(whatIf: WhatIf, measure: WhatIfMeasure): number {
	const { effort, changePoints, scoreChange } = whatIf;
	const ease = Object.hasOwn(EASE, effort) ? (EASE[effort] ?? 0) : 0;
	const change = { score: scoreChange ?? 0, cpu: changePoints }[measure];
	return Math.max(0, -change) * ease;
}

/**
 * Returns the scenario with the largest eased gain; of equals the most confident, then the first. When effects are in CPU
 * alone there is none unless CPU is the largest part of the score: the best for the CPU may not affect what drives the
 * risk. Undefined, too, where none gains anything.
 */
export function bestWhatIf(
	whatIfs: readonly WhatIf[],
	breakdown: ScoreBreakdown | undefined
): WhatIf | undefined {
	const measure = measureOf(whatIfs);
	if (measure === 'cpu' && scoreDriver(breakdown) !== 'cpu') return undefined;
	const gaining = whatIfs.filter((each) => easedGain(each, measure) > 0);
	// The daemon's "safe" refers to the CPU, so it decides only where all is judged by that.
	const safe = measure === 'cpu' ? gaining.filter((each) => each.safe) : [];
	return (safe.length ? safe : gaining).reduce<WhatIf | undefined>(
		(best, each) => (best && !isBetter(each, best, measure) ? best : each),
		undefined
	);
}

function isBetter(one: WhatIf, other: WhatIf, measure: WhatIfMeasure): boolean {
	const more = easedGain(one, measure) - easedGain(other, measure);
	if (more !== 0) return more > 0;
	return one.safe === other.safe ? one.confidence > other.confidence : one.safe;
}

/** `low effort`; the daemon writes LOW, MEDIUM, HIGH, or None for doing nothing. */
export function gradeWord(grade: string): string {
	return grade.toLowerCase();
}
