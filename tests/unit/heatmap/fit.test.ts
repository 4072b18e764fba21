import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell, CellGroup } from '#view-models/heatmap/cells.ts';
import { fitInto } from '#view-models/heatmap/fit.ts';
import { neighbour } from '#view-models/heatmap/layout.ts';

/** The daemon's profiles, with their usual shares of a fleet. */
const SHARES = {
	'Web API': 0.28,
	'ML Compute': 0.22,
	Database: 0.17,
	'ETL/Ingest': 0.11,
	'Risk Analytics': 0.09,
	Generic: 0.07,
	'Conductor Mgmt': 0.06
};

const groupOf = (profile: string, count: number): CellGroup => ({
	profile,
	cells: Array.from({ length: count }, (_, index): Cell => ({
		server: `${profile}-${index}`,
		profile,
		level: 'healthy',
		warming: false,
		score: 0,
		value: 0
	}))
});
const fleetOf = (count: number) =>
	Object.entries(SHARES).map(([profile, share]) =>
		groupOf(profile, Math.max(1, Math.round(share * count)))
	);

/** What of the area the cells fill. */
function filled(count: number, width: number, height: number, rem: number): number {
	const { cellPx, cells } = fitInto(fleetOf(count), { width, height }, rem);
	return (cells.length * (cellPx + 2) ** 2) / (width * height);
}

describe('a heatmap that fits into an area', () => {
	test.each([
		['live, 1080p', 1840, 770, 37.5, 1],
		['stale, 1080p', 1840, 700, 37.5, 1],
		['live, 4K', 3680, 1540, 75, 2]
	] as const)('%s: has large cells for 7 profiles', (_, width, height, rem, factor) => {
		const sizeOf = (count: number) => fitInto(fleetOf(count), { width, height }, rem).cellPx;
		expect(sizeOf(20)).toBeGreaterThanOrEqual(150 * factor);
		expect(sizeOf(90)).toBeGreaterThanOrEqual(84 * factor);
		expect(sizeOf(1_000)).toBeGreaterThanOrEqual(24 * factor);
		expect(filled(90, width, height, rem)).toBeGreaterThan(0.45);
		expect(filled(1_000, width, height, rem)).toBeGreaterThan(0.5);
	});

	test('holds every server once, none above another, nothing beyond the area', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 12 }),
				fc.integer({ min: 600, max: 3_800 }),
				fc.integer({ min: 300, max: 2_000 }),
				fc.constantFrom(16, 37.5, 75),
				(sizes, width, height, rem) => {
					const groups = sizes.map((size, index) => groupOf(`Profile ${index}`, size));
					const { cellPx, labelPx, cells, labels } = fitInto(groups, { width, height }, rem);
					expect(new Set(cells.map(({ cell }) => cell.server)).size).toBe(
						sizes.reduce((sum, size) => sum + size, 0)
					);
					expect(new Set(cells.map(({ x, y }) => `${x},${y}`)).size).toBe(cells.length);
					const beyond = cells.filter(
						({ x, y }) => x + cellPx > width + 0.001 || y + cellPx > height + 0.001
					);
					expect(beyond).toEqual([]);
					const over = cells.filter(({ x, y }) =>
						labels.some(
							(label) =>
								x < label.x + label.width &&
								x + cellPx > label.x &&
								y < label.y + labelPx &&
								y + cellPx > label.y
						)
					);
					expect(over).toEqual([]);
				}
			)
		);
	});

	test('is walked by arrow keys through all groups', () => {
		const layout = fitInto(fleetOf(90), { width: 1840, height: 770 }, 37.5);
		const right = neighbour(layout, 0, 'right') ?? 0;
		expect(layout.cells[right]?.y).toBe(layout.cells[0]?.y);
		const down = neighbour(layout, 0, 'down') ?? 0;
		expect(layout.cells[down]?.x).toBe(layout.cells[0]?.x);
	});

	test('without servers, or without room, is empty or small and not a fault', () => {
		expect(fitInto([], { width: 500, height: 300 }, 16).cells).toEqual([]);
		expect(fitInto(fleetOf(1_000), { width: 10, height: 10 }, 16).cells).toEqual([]);
	});
});
