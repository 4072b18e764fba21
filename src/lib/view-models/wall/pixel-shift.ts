/** The largest shift against burn-in, one step a minute. */
export const DRIFT = { mostPx: 24, mostShare: 0.015, everyMs: 60_000, glideMs: 2_000 } as const;

/** Coprime numbers: the walk returns to its start after 2 × 7 × 11 minutes, over 48 positions. */
const COLUMNS = 7;
const ROWS = 11;

export interface Offset {
	readonly x: number;
	readonly y: number;
}

/** Returns the shift in the nth minute, in px, on a screen of this size. */
export function driftAt(minute: number, width: number, height: number): Offset {
	const reach = (size: number) => Math.min(DRIFT.mostPx, size * DRIFT.mostShare);
	return {
		x: triangle(minute, COLUMNS) * reach(width),
		y: triangle(minute, ROWS) * reach(height)
	};
}

/** Moves between −1 and 1 and back, `points` steps each way: no jump from one end to the other. */
function triangle(step: number, points: number): number {
	const phase = ((step % (2 * points)) + 2 * points) % (2 * points);
	const there = phase <= points ? phase : 2 * points - phase;
	return (there / points) * 2 - 1;
}
