import { OUTLOOK_STEPS } from '#core/outlook/horizons.ts';
import type { OverAlongTime } from '#core/topics/outlook.ts';

/**
 * Returns how many servers are likely (p50) over a limit at any time from now to a step; undefined where no server has a
 * forecast. Because it counts all that happens until then, it never falls with time: at 8 h it is at least what it is at
 * 30 min, though servers may be back under their limits by then.
 */
export function likelyOverBy(all: OverAlongTime | undefined, step: number): number | undefined {
	if (!all || all.servers === 0) return undefined;
	return OUTLOOK_STEPS.reduce(
		(most, each, index) => (each <= step ? Math.max(most, all.likelyWithin[index] ?? 0) : most),
		all.now
	);
}
