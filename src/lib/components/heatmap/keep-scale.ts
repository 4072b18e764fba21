import type { Statistics } from '#view-models/heatmap/cells.ts';
import type { HeatmapChoice } from '#view-models/heatmap/choice.ts';
import { steadyScale, type HeldScale, type Scale } from '#view-models/heatmap/scale.ts';

/** Returns a function that gives each tick its scale, which is the one of the tick before as long as that fits. */
export function keepScale() {
	let held: HeldScale | undefined;
	return (choice: HeatmapChoice, unit: string, shown: Statistics | undefined): Scale => {
		held = steadyScale(held, choice, unit, shown);
		return held.scale;
	};
}
