/** A point of a half circle of radius 1 around the origin, drawn from the left over the top. */
export interface DialPoint {
	readonly x: number;
	readonly y: number;
}

/** Returns the position of `value` of `most` on the dial; values outside the scale are at its end. */
export function dialPoint(value: number, most: number): DialPoint {
	const share = most > 0 ? Math.min(1, Math.max(0, value / most)) : 0;
	const angle = Math.PI * (1 - share);
	return { x: Math.cos(angle), y: -Math.sin(angle) };
}

/** The arc from the start of the dial to `value`, as the data of an SVG path. */
export function dialArc(value: number, most: number): string {
	const { x, y } = dialPoint(value, most);
	return `M-1 0A1 1 0 0 1 ${x.toFixed(4)} ${y.toFixed(4)}`;
}
