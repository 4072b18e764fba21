import type { WhatIf } from '../topics/explanation.ts';

/** What an effort costs: its effect counts that much. A decision of ours; the daemon names only the effort. */
export const EASE: Readonly<Record<string, number>> = { LOW: 1, MEDIUM: 2 / 3, HIGH: 1 / 3 };

/** How the best scenario is found, for those who ask. */
export const BEST_FORMULA =
	'Best: the most points of CPU taken away, times ease (low effort 1, medium 2/3, high 1/3); an unsafe scenario only where none is safe.';

/** Points of CPU that a scenario takes away, weighed by its ease; nothing for one that makes it worse or needs nothing done. */
export function easedGain({ changePoints, effort }: WhatIf): number {
	const ease = Object.hasOwn(EASE, effort) ? (EASE[effort] ?? 0) : 0;
	return Math.max(0, -changePoints) * ease;
}

/** The scenario of the largest eased gain; of equals the surer, then the first. Undefined where none gains anything. */
export function bestWhatIf(whatIfs: readonly WhatIf[]): WhatIf | undefined {
	const gaining = whatIfs.filter((each) => easedGain(each) > 0);
	const safe = gaining.filter((each) => each.safe);
	return (safe.length ? safe : gaining).reduce<WhatIf | undefined>(
		(best, each) => (best && !isBetter(each, best) ? best : each),
		undefined
	);
}

function isBetter(one: WhatIf, other: WhatIf): boolean {
	const more = easedGain(one) - easedGain(other);
	return more > 0 || (more === 0 && one.confidence > other.confidence);
}

/** `low effort`; the daemon writes LOW, MEDIUM, HIGH, or None for doing nothing. */
export function gradeWord(grade: string): string {
	return grade.toLowerCase();
}
