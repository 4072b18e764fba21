import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PALETTES, THEMES } from '#view-models/frame/theme.ts';
import { driftAt } from '#view-models/wall/pixel-shift.ts';
import { readWall, USUAL_WALL, WALL_VIEWS, writeWall } from '#view-models/wall/options.ts';

const read = (query: string) => readWall(new URLSearchParams(query));

describe('a wall’s address', () => {
	test('that names no view is Next 8 hours alone, dark, which stays', () => {
		expect(read('')).toEqual({ options: USUAL_WALL, faults: [] });
		expect(USUAL_WALL.theme).toBe('dark');
		for (const query of ['', 'every=40', 'theme=light', 'views=', 'views=nonsense'])
			expect(read(query).options.stops.map(({ view }) => view)).toEqual(['next-hours']);
	});

	test('names views, their time, and a time of their own', () => {
		expect(read('views=overview,heatmap:40&every=20&theme=light').options).toEqual({
			stops: [
				{ view: 'overview', seconds: 20 },
				{ view: 'heatmap', seconds: 40 }
			],
			theme: 'light',
			palette: 'standard'
		});
	});

	test('with mistakes in it shows what is right and says what is wrong', () => {
		const { options, faults } = read('views=overview,nonsense,alerts:2&every=soon&theme=pink');
		expect(options.stops).toEqual([
			{ view: 'overview', seconds: 20 },
			{ view: 'alerts', seconds: 20 }
		]);
		expect(options.theme).toBe('dark');
		expect(faults).toHaveLength(4);
	});

	test('written and read again says the same', () => {
		const stop = fc.record({
			view: fc.constantFrom(...WALL_VIEWS),
			seconds: fc.integer({ min: 5, max: 3_600 })
		});
		fc.assert(
			fc.property(
				fc.array(stop, { minLength: 1, maxLength: 16 }),
				fc.constantFrom(...THEMES),
				fc.constantFrom(...PALETTES),
				(stops, theme, palette) => {
					const options = { stops, theme, palette };
					expect(readWall(writeWall(options))).toEqual({ options, faults: [] });
				}
			)
		);
	});

	test('no address at all is worse than a usual wall', () => {
		fc.assert(
			fc.property(fc.webQueryParameters(), (query) => {
				expect(read(query).options.stops.length).toBeGreaterThan(0);
			})
		);
	});
});

test('against burn-in everything moves a little each minute, within 1.5 % and 24 px', () => {
	fc.assert(
		fc.property(
			fc.nat(1_000_000),
			fc.integer({ min: 320, max: 7_680 }),
			fc.integer({ min: 240, max: 4_320 }),
			(minute, width, height) => {
				const { x, y } = driftAt(minute, width, height);
				const next = driftAt(minute + 1, width, height);
				expect(Math.abs(x)).toBeLessThanOrEqual(Math.min(24, width * 0.015));
				expect(Math.abs(y)).toBeLessThanOrEqual(Math.min(24, height * 0.015));
				expect(next).not.toEqual({ x, y });
				expect(Math.hypot(next.x - x, next.y - y)).toBeLessThan(10);
			}
		)
	);
	const places = new Set(
		Array.from({ length: 154 }, (_, minute) => JSON.stringify(driftAt(minute, 1920, 1080)))
	);
	expect(places.size).toBeGreaterThanOrEqual(48);
});
