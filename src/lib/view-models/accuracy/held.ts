import type { Accuracy } from '#core/accuracy/answer.ts';
import { LEAST_TRUTHS } from '#core/accuracy/score.ts';
import { NOTHING_HELD, plusHeld } from '#core/borne-out/judge.ts';

/** How often the bands of one horizon held as told, and as borne out; in percent. */
export interface HeldRecord {
	readonly step: number;
	readonly count: number;
	readonly toldPercent: number;
	readonly borneOutPercent: number;
}

/** Returns the horizons at which enough corrected bands have been compared with what came; of one metric, or of all. */
export function heldByHorizon(
	scores: Accuracy['scores'],
	metric: string | undefined
): readonly HeldRecord[] {
	const chosen = scores.filter((score) => metric === undefined || score.metric === metric);
	const steps = [...new Set(chosen.map(({ step }) => step))].sort((a, b) => a - b);
	return steps.flatMap((step) => {
		const { count, told, borneOut } = chosen
			.filter((score) => score.step === step)
			.reduce((sum, { held }) => plusHeld(sum, held ?? NOTHING_HELD), NOTHING_HELD);
		if (count < LEAST_TRUTHS) return [];
		const percent = (inside: number) => (inside / count) * 100;
		return [{ step, count, toldPercent: percent(told), borneOutPercent: percent(borneOut) }];
	});
}
