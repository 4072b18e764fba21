import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellGroups, statisticsOf, type Cell } from '#view-models/heatmap/cells.ts';
import {
	HEATMAP_METRICS,
	HEATMAP_MOMENTS,
	HEATMAP_SORTS,
	readHeatmap,
	USUAL_HEATMAP,
	writeHeatmap
} from '#view-models/heatmap/choice.ts';
import { layOut, leastHeight } from '#view-models/heatmap/layout.ts';
import { cellAt, neighbour, type Direction } from '#view-models/heatmap/walk.ts';
import { DEFAULT_THRESHOLDS, LEVELS, levelOf } from '#core/levels/levels.ts';

const entry = (score: number, profile: string) => ({
	score,
	profile,
	level: levelOf(score, DEFAULT_THRESHOLDS)
});
const RISK = {
	web2: entry(20, 'Web API'),
	web1: entry(55, 'Web API'),
	db1: entry(85, 'Database'),
	odd: entry(5, 'Generic')
};
const METRICS = {
	web1: { cpu: [50, 62] as [number, number] },
	db1: { cpu: [90, 80] as [number, number] }
};
const choose = (change: object) => ({ ...USUAL_HEATMAP, ...change });
const order = (change: object) =>
	cellGroups(RISK, METRICS, choose(change)).map(({ profile, cells }) => [
		profile,
		...cells.map(({ server }) => server)
	]);

describe('cells', () => {
	test('are grouped by profile and sorted as chosen', () => {
		expect(order({ sort: 'risk' })).toEqual([
			['Database', 'db1'],
			['Web API', 'web1', 'web2'],
			['Generic', 'odd']
		]);
		expect(order({ sort: 'name' })).toEqual([
			['Database', 'db1'],
			['Generic', 'odd'],
			['Web API', 'web1', 'web2']
		]);
		expect(order({ sort: 'profile', profile: 'Web API' })).toEqual([['Web API', 'web1', 'web2']]);
		expect(order({ level: 'critical' })).toEqual([['Database', 'db1']]);
	});

	test.each([
		['now', [90, 50, undefined, undefined]],
		['soon', [80, 62, undefined, undefined]],
		['change', [-10, 12, undefined, undefined]]
	] as const)('hold the metric %s, and nothing where the daemon reports none', (moment, values) => {
		const groups = cellGroups(RISK, METRICS, choose({ metric: 'cpu', moment }));
		expect(groups.flatMap(({ cells }) => cells.map(({ value }) => value))).toEqual(values);
	});
});

test('a choice survives being written into an address', () => {
	fc.assert(
		fc.property(
			fc.record({
				metric: fc.constantFrom(...HEATMAP_METRICS),
				moment: fc.constantFrom(...HEATMAP_MOMENTS),
				sort: fc.constantFrom(...HEATMAP_SORTS),
				profile: fc.string(),
				level: fc.constantFrom(...LEVELS, '' as const)
			}),
			(any) => {
				const choice = any.metric === 'risk' ? { ...any, moment: 'now' as const } : any;
				const written = Object.entries(writeHeatmap(choice)).filter(
					([, value]) => value !== undefined
				);
				const query = new URLSearchParams(written as [string, string][]);
				expect(readHeatmap(query)).toEqual(choice);
			}
		)
	);
});

test('min, mean, max and standard deviation are those of the values shown', () => {
	const cells = [2, 4, 4, 4, 5, 5, 7, 9, undefined].map((value, index): Cell => ({
		server: String(index),
		profile: 'Web',
		level: 'healthy',
		warming: false,
		score: 0,
		value
	}));
	expect(statisticsOf(cells)).toEqual({ count: 8, min: 2, mean: 5, max: 9, standardDeviation: 2 });
	expect(statisticsOf([])).toBeUndefined();
});

describe('the layout', () => {
	const layoutOf = (sizes: readonly number[], width: number, fill: number) => {
		const groups = sizes.map((size, group) => ({
			profile: `p${group}`,
			cells: Array.from({ length: size }, (_, index): Cell => ({
				server: `${group}-${index}`,
				profile: `p${group}`,
				level: 'healthy',
				warming: false,
				score: 0,
				value: 0
			}))
		}));
		const height = Math.max(fill, Math.ceil(leastHeight(groups, width, 16)));
		return layOut(groups, { width, height }, 16);
	};
	const anyLayout = fc
		.tuple(
			fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
			fc.integer({ min: 80, max: 1_400 }),
			fc.integer({ min: 12, max: 900 })
		)
		.map(([sizes, width, fill]) => layoutOf(sizes, width, fill));

	test('shows every server once, and a point in a cell finds that cell', () => {
		fc.assert(
			fc.property(anyLayout, (layout) => {
				layout.cells.forEach(({ x, y, height }, index) => {
					expect(cellAt(layout, x + 1, y + 1)).toBe(index);
					expect(y + height).toBeLessThanOrEqual(layout.height + 1);
				});
			})
		);
	});

	test('is walked by arrow keys: up undoes down in full rows, and nothing leads outside', () => {
		fc.assert(
			fc.property(
				anyLayout,
				fc.array(fc.constantFrom<Direction>('left', 'right', 'up', 'down', 'first', 'last')),
				(layout, walk) => {
					let at: number | undefined;
					for (const direction of walk) {
						const before = at;
						at = neighbour(layout, at, direction);
						expect(layout.cells[at ?? -1]).toBeDefined();
						const [from, to] = [layout.cells[before ?? -1], layout.cells[at ?? -1]];
						if (!from || !to) continue;
						if (direction === 'down') expect(to.y).toBeGreaterThanOrEqual(from.y);
						if (direction === 'up') expect(to.y).toBeLessThanOrEqual(from.y);
					}
				}
			)
		);
		const grid = layoutOf([30], 300, 28);
		expect(neighbour(grid, neighbour(grid, 3, 'down'), 'up')).toBe(3);
		expect(neighbour(layoutOf([], 300, 28), undefined, 'right')).toBeUndefined();
	});
});
