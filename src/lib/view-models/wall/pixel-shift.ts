/** Against burn-in everything moves by at most so much, a step a minute. */
export const DRIFT = { mostPx: 24, mostShare: 0.015, everyMs: 60_000, glideMs: 2_000 } as const;

/** Without a common divisor: the walk comes back to where it began after 2 × 7 × 11 minutes, by way of 48 places. */
const COLUMNS = 7;
const ROWS = 11;

export interface Offset {
	readonly x: number;
	readonly y: number;
}

/** Where everything stands in the nth minute, in px from its own place, on a screen of this size. */
export function driftAt(minute: number, width: number, height: number): Offset {
	const reach = (size: number) => Math.min(DRIFT.mostPx, size * DRIFT.mostShare);
	return {
		x: triangle(minute, COLUMNS) * reach(width),
		y: triangle(minute, ROWS) * reach(height)
	};
}

/** To and fro between −1 and 1, `points` steps each way: no leap from one end to the other. */
function triangle(step: number, points: number): number {
	const phase = ((step % (2 * points)) + 2 * points) % (2 * points);
	const there = phase <= points ? phase : 2 * points - phase;
	return (there / points) * 2 - 1;
}
