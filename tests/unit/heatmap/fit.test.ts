import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell, CellGroup } from '#view-models/heatmap/cells.ts';
import { fitInto, layOut, leastHeight } from '#view-models/heatmap/layout.ts';
import { neighbour } from '#view-models/heatmap/walk.ts';

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
		server: `${profile.slice(0, 3)}${profile.length}${profile.at(-1)}-${index}`,
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

type Layout = ReturnType<typeof layOut>;

/** What of an area the cells fill. */
function filled({ cells }: Layout, width: number, height: number): number {
	return cells.reduce((sum, cell) => sum + cell.width * cell.height, 0) / (width * height);
}

const sizes = fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 12 });
const groupsOf = (counts: readonly number[]) =>
	counts.map((size, index) => groupOf(`Profile ${index}`, size));

/** Each server once, none above another or a name, nothing beyond the area. */
function expectWhole(layout: Layout, count: number): void {
	const { cells, labels, width, height } = layout;
	expect(new Set(cells.map(({ cell }) => cell.server)).size).toBe(count);
	expect(new Set(cells.map(({ x, y }) => `${x},${y}`)).size).toBe(cells.length);
	expect(
		cells.filter((one) => one.x + one.width > width + 1 || one.y + one.height > height + 1)
	).toEqual([]);
	const over = cells.filter((one) =>
		labels.some(
			(label) =>
				one.x < label.x + label.width - 1 &&
				one.x + one.width > label.x &&
				one.y < label.y + label.height - 1 &&
				one.y + one.height > label.y
		)
	);
	expect(over).toEqual([]);
}

describe('a heatmap that fits into an area', () => {
	test.each([
		['live, 1080p', 1840, 770, 37.5, 1],
		['stale, 1080p', 1840, 700, 37.5, 1],
		['live, 4K', 3680, 1540, 75, 2]
	] as const)('%s: has large cells for 7 profiles', (_, width, height, rem, factor) => {
		const fit = (count: number) => fitInto(fleetOf(count), { width, height }, rem);
		const areaOf = (count: number) => {
			const { cell } = fit(count);
			return Math.sqrt(cell.width * cell.height) / factor;
		};
		expect(areaOf(20)).toBeGreaterThanOrEqual(140);
		expect(areaOf(90)).toBeGreaterThanOrEqual(80);
		expect(areaOf(1_000)).toBeGreaterThanOrEqual(26);
		expect(filled(fit(90), width, height)).toBeGreaterThan(0.5);
		expect(filled(fit(1_000), width, height)).toBeGreaterThan(0.6);
	});

	test('holds every server once, none above another, nothing beyond the area', () => {
		fc.assert(
			fc.property(
				sizes,
				fc.integer({ min: 600, max: 3_800 }),
				fc.integer({ min: 300, max: 2_000 }),
				fc.constantFrom(16, 37.5, 75),
				(counts, width, height, rem) => {
					const layout = fitInto(groupsOf(counts), { width, height }, rem);
					expectWhole(
						layout,
						counts.reduce((sum, size) => sum + size, 0)
					);
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

describe('a heatmap on a page', () => {
	test.each([
		[45, 1408, 560, 0.4],
		[200, 1408, 560, 0.55],
		[45, 3700, 1700, 0.4],
		[1_000, 3700, 1700, 0.7]
	])('of %d servers fills an area of %d × %d px', (count, width, height, share) => {
		const layout = layOut(fleetOf(count), { width, height }, width > 3000 ? 23 : 16);
		expect(filled(layout, width, height)).toBeGreaterThan(share);
	});

	test('fills a screen whatever the servers, and grows beyond it only when the smallest cells need more', () => {
		fc.assert(
			fc.property(
				sizes,
				fc.integer({ min: 300, max: 3_800 }),
				fc.integer({ min: 256, max: 2_000 }),
				(counts, width, fill) => {
					const groups = groupsOf(counts);
					const least = leastHeight(groups, width, 16);
					const layout = layOut(groups, { width, height: Math.max(fill, Math.ceil(least)) }, 16);
					expectWhole(
						layout,
						counts.reduce((sum, size) => sum + size, 0)
					);
					expect(Math.min(layout.cell.width, layout.cell.height)).toBeGreaterThan(21.9);
				}
			)
		);
	});

	test('has the same cells in whatever order the groups are', () => {
		fc.assert(
			fc.property(
				sizes.chain((counts) =>
					fc.tuple(fc.constant(counts), fc.shuffledSubarray(counts, { minLength: counts.length }))
				),
				fc.integer({ min: 300, max: 3_800 }),
				([counts, shuffled], width) => {
					const area = { width, height: 9_000 };
					expect(layOut(groupsOf(shuffled), area, 16).cell).toEqual(
						layOut(groupsOf(counts), area, 16).cell
					);
				}
			)
		);
	});

	test('has cells that hold the names of 45 servers on a laptop and on a phone', () => {
		const named = fleetOf(45).map(({ profile, cells }) => ({
			profile,
			cells: cells.map((cell, index) => ({ ...cell, server: `ppweb${100 + index}` }))
		}));
		expect(layOut(named, { width: 1408, height: 560 }, 16).cell.width).toBeGreaterThan(64);
		const height = leastHeight(named, 328, 16);
		expect(layOut(named, { width: 328, height }, 16).cell.width).toBeGreaterThanOrEqual(64);
	});
});
