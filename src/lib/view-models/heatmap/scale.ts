import type { Statistics } from './cells.ts';
import type { HeatmapChoice } from './choice.ts';

type Rgb = readonly [red: number, green: number, blue: number];

/**
 * From low to high. Ordered by brightness, for any colour vision, and high values contrast most with the background: dark
 * in the light theme, bright in the dark one.
 */
export const RAMPS = {
	light: [
		[243, 240, 230],
		[250, 214, 130],
		[240, 152, 62],
		[200, 80, 36],
		[122, 20, 28]
	],
	dark: [
		[40, 47, 56],
		[74, 58, 104],
		[150, 66, 104],
		[226, 118, 74],
		[255, 224, 140]
	]
} as const satisfies Record<string, readonly Rgb[]>;

/** A change: better, none, worse. Both ends contrast with the middle. */
export const CHANGE_RAMPS = {
	light: [
		[18, 94, 152],
		[128, 178, 214],
		[243, 240, 230],
		[240, 164, 96],
		[160, 44, 20]
	],
	dark: [
		[120, 196, 255],
		[52, 98, 138],
		[40, 47, 56],
		[140, 78, 48],
		[255, 160, 90]
	]
} as const satisfies Record<string, readonly Rgb[]>;

/** The range of values of the colours. */
export interface Scale {
	readonly from: number;
	readonly to: number;
	readonly change: boolean;
}

/** The least reach of a scale: smaller differences must not look large. Risks below the levels must not look like one. */
const LEAST_RISK = 50;
const LEAST_POINTS = 20;
const LEAST_CHANGE_POINTS = 5;
/** The same of what is no percentage: a share of its highest value. */
const LEAST_SHARE = 0.2;
/** What is smaller counts as nothing. */
const TINY = 1e-6;
/** About so many round steps make a scale. */
const STEPS = 4;

/** Returns the scale of the values shown, with round ends. Risks and chances begin at 0. */
export function scaleOf(
	{ metric, moment }: HeatmapChoice,
	unit: string,
	shown: Statistics | undefined
): Scale {
	const { min, max } = shown ?? { min: 0, max: 0 };
	const points = unit === '%';
	if (moment === 'change') {
		const furthest = Math.max(Math.abs(min), Math.abs(max));
		const reach = Math.max(roundUp(furthest), points ? LEAST_CHANGE_POINTS : 0);
		return { from: -reach, to: reach, change: true };
	}
	const fromZero = metric === 'risk' || metric === 'chance';
	if (metric === 'risk' || points)
		return roundEnds(fromZero ? 0 : min, max, metric === 'risk' ? LEAST_RISK : LEAST_POINTS, 100);
	return roundEnds(min, max, max * LEAST_SHARE);
}

/** A scale, and what it was made for. */
export interface HeldScale {
	readonly scale: Scale;
	readonly of: string;
}

/**
 * Returns the scale of the tick before while it holds all values and they use half of it: colours keep their meaning from
 * tick to tick. Otherwise, and for another choice, the scale of the values shown.
 */
export function steadyScale(
	held: HeldScale | undefined,
	choice: HeatmapChoice,
	unit: string,
	shown: Statistics | undefined
): HeldScale {
	const of = JSON.stringify({ ...choice, sort: '' });
	const scale = scaleOf(choice, unit, shown);
	if (held?.of !== of) return { scale, of };
	const before = held.scale;
	const holdsAll = scale.from >= before.from && scale.to <= before.to;
	const isUsed = scale.to - scale.from >= (before.to - before.from) / 2;
	return holdsAll && isUsed ? held : { scale, of };
}

function roundEnds(min: number, max: number, leastSpan: number, most = Infinity): Scale {
	const step = roundUp(Math.max(max - min, leastSpan) / STEPS);
	const least = Math.ceil(tidy(leastSpan / step));
	let [low, high] = [Math.floor(tidy(min / step)), Math.ceil(tidy(max / step))];
	high = Math.min(Math.max(high, low + least), Math.max(high, Math.floor(most / step)));
	low = Math.max(Math.min(low, high - Math.max(least, 1)), Math.min(low, 0));
	high = Math.max(high, low + 1);
	return { from: tidy(low * step), to: tidy(high * step), change: false };
}

/** Without the noise of binary fractions. */
function tidy(value: number): number {
	return Number(value.toPrecision(12));
}

/** Returns the colour of a value; values outside the scale have the colour of its end. */
export function colourAt(value: number, scale: Scale, theme: 'light' | 'dark'): Rgb {
	const ramp = (scale.change ? CHANGE_RAMPS : RAMPS)[theme];
	const share = Math.min(1, Math.max(0, (value - scale.from) / (scale.to - scale.from)));
	const place = share * (ramp.length - 1);
	const below = Math.min(ramp.length - 2, Math.floor(place));
	const [low, high] = [ramp[below] ?? ramp[0], ramp[below + 1] ?? ramp[0]];
	const mix = (channel: 0 | 1 | 2) =>
		Math.round(low[channel] + (high[channel] - low[channel]) * (place - below));
	return [mix(0), mix(1), mix(2)];
}

/** Relative luminance of sRGB, 0–1. WCAG 2.2. */
export function luminance(colour: Rgb): number {
	const [red, green, blue] = colour.map((channel) => {
		const share = channel / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Black or white, whichever is more legible on the colour. */
export function inkOn(colour: Rgb): 'black' | 'white' {
	// At this luminance both have the same contrast: (L + 0.05)² = 1.05 × 0.05.
	return luminance(colour) > 0.179 ? 'black' : 'white';
}

export function cssColour([red, green, blue]: Rgb): string {
	return `rgb(${red} ${green} ${blue})`;
}

/** Rounds up to the next 1, 2 or 5 times a power of ten, for a readable scale. */
function roundUp(value: number): number {
	if (!(value > TINY)) return 1;
	const power = 10 ** Math.floor(Math.log10(value));
	return tidy(power * ([1, 2, 5, 10].find((step) => value <= step * power) ?? 10));
}
