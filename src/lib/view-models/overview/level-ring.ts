import { LEVELS, type Level } from '#core/levels/levels.ts';

/** A part of the ring in degrees, clockwise from the top. */
export interface RingPart {
	readonly level: Level | 'warming';
	readonly fromDegrees: number;
	readonly degrees: number;
}

/** So that one server of a thousand is still visible. */
const LEAST_DEGREES = 4;

const ORDER = [...LEVELS, 'warming'] as const;

/** Servers per level as parts of a ring, most urgent first, those without a level last; an empty level has no part. */
export function levelRing(
	counts: Readonly<Record<Level | 'warming', number>>
): readonly RingPart[] {
	const present = ORDER.filter((level) => counts[level] > 0);
	const sum = (levels: readonly (Level | 'warming')[]) =>
		levels.reduce((servers, level) => servers + counts[level], 0);
	const total = sum(present);
	const isSmall = (level: Level | 'warming') => (counts[level] / total) * 360 < LEAST_DEGREES;
	const large = present.filter((level) => !isSmall(level));
	const room = 360 - LEAST_DEGREES * (present.length - large.length);
	let fromDegrees = 0;
	return present.map((level) => {
		const degrees = isSmall(level) ? LEAST_DEGREES : (room * counts[level]) / sum(large);
		const part = { level, fromDegrees, degrees };
		fromDegrees += degrees;
		return part;
	});
}
