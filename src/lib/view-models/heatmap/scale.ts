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

/** A change of so many points has the full colour; smaller ones must not look large. */
const FULL_CHANGE = 20;

/** Percentages and risks run from 0 to 100, so that colours mean the same in every tick; others to the current maximum. */
export function scaleOf(
	{ metric, moment }: HeatmapChoice,
	unit: string,
	shown: Statistics | undefined
): Scale {
	if (moment === 'change') {
		const furthest = Math.max(Math.abs(shown?.min ?? 0), Math.abs(shown?.max ?? 0));
		const reach = unit === '%' ? FULL_CHANGE : roundUp(furthest);
		return { from: -reach, to: reach, change: true };
	}
	const to = metric === 'risk' || unit === '%' ? 100 : roundUp(shown?.max ?? 1);
	return { from: 0, to, change: false };
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
	if (!(value > 0)) return 1;
	const power = 10 ** Math.floor(Math.log10(value));
	return power * ([1, 2, 5, 10].find((step) => value <= step * power) ?? 10);
}
