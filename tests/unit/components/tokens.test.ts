import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BRANDS } from '#core/brand/brand.ts';
import { LEVELS } from '#core/levels/levels.ts';
import { contrast, distance, VISIONS } from './colour.ts';

const sheet = readFileSync(new URL('../../../src/lib/styles/tokens.css', import.meta.url), 'utf8');
const themes = ['light', 'dark'] as const;
const palettes = ['standard', 'colour-blind-safe'] as const;
type Theme = (typeof themes)[number];
type Palette = (typeof palettes)[number];

/** A token's colour in a theme and palette, as the sheet has it; brand colours as their fallback. */
function token(name: string, theme: Theme, palette: Palette = 'standard'): string {
	const [standard = '', safe = ''] = sheet.split("[data-palette='colour-blind-safe']");
	const pattern = new RegExp(`${name}: light-dark\\((?:var\\([^,]+, )?(#\\w+)\\)?, (#\\w+)\\)`);
	const found =
		(palette === 'colour-blind-safe' ? pattern.exec(safe) : null) ?? pattern.exec(standard);
	const colour = found?.[theme === 'light' ? 1 : 2];
	if (!colour) throw new Error(`no colour in the sheet: ${name}`);
	return colour;
}

const grounds = ['--ground', '--panel', '--raised'];
const inks = [
	'--text',
	'--text-quiet',
	'--link',
	...LEVELS.map((level) => `--ink-${level}`)
] as const;

describe.each(themes)('by %s', (theme) => {
	test.each(palettes)('every ink is legible on every ground (4.5:1), palette %s', (palette) => {
		const poor = inks.flatMap((ink) =>
			grounds
				.filter((ground) => contrast(token(ink, theme, palette), token(ground, theme)) < 4.5)
				.map((ground) => `${ink} on ${ground}`)
		);
		expect(poor).toEqual([]);
	});

	test.each(palettes)('every mark, bar and edge is to be seen (3:1), palette %s', (palette) => {
		const marks = [...LEVELS.map((level) => `--level-${level}`), '--edge', '--focus', '--forecast'];
		const poor = marks.filter((mark) =>
			grounds.some((ground) => contrast(token(mark, theme, palette), token(ground, theme)) < 3)
		);
		expect(poor).toEqual([]);
	});

	test('cautions and alarms are legible on their own grounds', () => {
		expect(
			contrast(token('--caution-text', theme), token('--caution-ground', theme))
		).toBeGreaterThan(7);
		expect(contrast(token('--alarm-text', theme), token('--alarm-ground', theme))).toBeGreaterThan(
			7
		);
	});

	test.each(VISIONS)('the safe palette tells any two levels apart with %s vision', (vision) => {
		const close = LEVELS.flatMap((one, index) =>
			LEVELS.slice(index + 1)
				.filter(
					(other) =>
						distance(
							token(`--level-${one}`, theme, 'colour-blind-safe'),
							token(`--level-${other}`, theme, 'colour-blind-safe'),
							vision
						) < 20
				)
				.map((other) => `${one} and ${other}`)
		);
		expect(close).toEqual([]);
	});
});

test.each(Object.entries(BRANDS))('the words on the header of %s are legible', (_, { colours }) => {
	expect(contrast(colours.onPrimary, colours.primary)).toBeGreaterThan(4.5);
	expect(contrast(colours.text, colours.ground)).toBeGreaterThan(4.5);
});
