import { CADENCE_MS } from '#core/protocol/messages.ts';

/** The positions of the cadence slider: each about twice the previous one. */
export const CADENCE_STEPS_MS = [
	CADENCE_MS.least,
	10_000,
	15_000,
	CADENCE_MS.usual,
	60_000,
	120_000,
	CADENCE_MS.most
] as const;

/** Returns the slider position of a cadence: the slowest one that is not slower than requested. */
export function cadenceStep(everyMs: number): number {
	const step = CADENCE_STEPS_MS.findLastIndex((ms) => ms <= everyMs);
	return Math.max(0, step);
}

/** `5 s`, `2 min`; spelt out for screen readers. */
export function cadenceInWords(everyMs: number, spelling: 'short' | 'spoken'): string {
	const [count, unit] =
		everyMs < 60_000
			? ([everyMs / 1000, { short: 's', spoken: 'second' }] as const)
			: ([everyMs / 60_000, { short: 'min', spoken: 'minute' }] as const);
	if (spelling === 'short') return `${count} ${unit.short}`;
	return count === 1 ? `every ${unit.spoken}` : `every ${count} ${unit.spoken}s`;
}
