import { expect, test, type Page } from '@playwright/test';
import type { Fleet } from '#core/fleet.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';
import { countShifts } from './layout-shift.ts';
import { startPages, type Pages } from './page-host.ts';
import { picture } from './pictures.ts';

let pages: Pages;
test.beforeEach(async () => {
	pages = await startPages();
});
test.afterEach(() => pages.close());

const heatmap = (page: Page) => page.getByRole('application', { name: /heatmap/i });
const tip = (page: Page) => page.locator('#view .tip');
const figures = (page: Page) => page.getByLabel('Figures of what is shown');

/** Servers whose risk is their place in the list, the last one silent of metrics. */
function rising(count: number): Fleet {
	const fleet = fleetOf(serverNames(count), seeded(1), { forecasts: false });
	const rows = fleet.rows.map((row, index) => ({
		...row,
		score: (index * 100) / count,
		reading: { cpu: [index, index + 10] as [number, number] }
	}));
	return { ...fleet, rows };
}

test('every server is a cell; pointer and keyboard show the exact value, and Enter opens the server', async ({
	page
}) => {
	pages.answer(rising(40));
	await page.goto(`${pages.url}/heatmap`);
	await expect(heatmap(page)).toHaveAttribute('data-drawn', '40');
	await expect(figures(page)).toContainText('40');
	await heatmap(page).focus();
	await expect(tip(page)).toContainText('ppweb040');
	await expect(tip(page)).toContainText('97.5');
	await page.keyboard.press('ArrowRight');
	await expect(tip(page)).toContainText('ppweb036');
	await page.keyboard.press('Home');
	const first = await tip(page).boundingBox();
	// In the middle of the second cell: the names of the groups stand beside the cells.
	const across = (await heatmap(page).boundingBox())?.width ?? 0;
	const second = { position: { x: 144 + (across - 144) * 0.15, y: 40 } };
	await heatmap(page).hover(second);
	await expect(tip(page)).toContainText('ppweb036');
	expect((await tip(page).boundingBox())?.x).toBeGreaterThan(first?.x ?? Infinity);
	await picture(page, 'heatmap');
	await page.mouse.move(0, 0);
	await expect(tip(page)).toContainText('ppweb040');
	await page.keyboard.press('Escape');
	await expect(tip(page)).toHaveText('');
	await heatmap(page).click(second);
	await expect(page.getByRole('heading', { name: 'ppweb036' })).toBeVisible();
	await page.goBack();
	await heatmap(page).focus();
	await page.mouse.move(0, 0);
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'ppweb036' })).toBeVisible();
});

test('metric, moment and filters stand in the address and survive a tick and a reload', async ({
	page
}) => {
	pages.answer(rising(40));
	await page.goto(`${pages.url}/heatmap`);
	await page.getByLabel('Metric', { exact: true }).selectOption('cpu');
	await page.getByRole('radio', { name: 'Change' }).check();
	await expect(figures(page)).toContainText('+10.0%');
	await page.getByLabel('Level', { exact: true }).selectOption('critical');
	await expect(figures(page)).toContainText('8 of 40');
	pages.answer(rising(80));
	await expect(figures(page)).toContainText('16 of 80');
	await page.reload();
	await expect(figures(page)).toContainText('16 of 80');
	expect(new URL(page.url()).search).toBe('?metric=cpu&moment=change&level=critical');
	await page.getByLabel('Profile', { exact: true }).selectOption('Database');
	await page.getByLabel('Level', { exact: true }).selectOption('healthy');
	await page.getByText('The same as a table').click();
	await expect(page.getByRole('row', { name: /database/i })).toContainText('+10.0%');
});

for (const [count, width] of [
	[40, 1440],
	[200, 700],
	[1_000, 1920]
] as const)
	test(`a page with ${count} servers, ${width} px wide, does not jump when its canvas draws`, async ({
		page
	}) => {
		pages.answer(rising(count));
		await page.setViewportSize({ width, height: 900 });
		const shifted = await countShifts(page);
		/** What a browser shows before, and without, the page's code. */
		const rooms = await page.context().newPage();
		await rooms.setViewportSize({ width, height: 900 });
		await rooms.route(/_app\/.*\.js/, (route) => route.abort());
		await rooms.goto(`${pages.url}/heatmap`);
		const reserved = await heatmap(rooms).boundingBox();
		await page.goto(`${pages.url}/heatmap`);
		await expect(heatmap(page)).toHaveAttribute('data-drawn', String(count));
		const drawn = await page.locator('canvas').boundingBox();
		expect(Math.abs((drawn?.height ?? 0) - (reserved?.height ?? 0))).toBeLessThanOrEqual(1);
		expect(await shifted()).toBeLessThan(0.01);
	});

test('a thousand servers are drawn, and the page says that there are a thousand', async ({
	page
}) => {
	pages.answer(rising(1_000));
	await page.goto(`${pages.url}/heatmap`);
	await expect(heatmap(page)).toHaveAttribute('data-drawn', '1000');
	await heatmap(page).focus();
	await page.keyboard.press('End');
	await expect(tip(page)).toContainText('healthy');
	await picture(page, 'heatmap-1000', true);
});

test('Top risks: the five highest with what to do, or that all is well', async ({ page }) => {
	pages.answer(rising(40));
	await page.goto(`${pages.url}/top-risks`);
	const cards = page.locator('main li');
	await expect(cards).toHaveCount(5);
	await expect(cards.first()).toContainText('ppweb040');
	await expect(cards.first()).toContainText('What to do');
	await page.getByRole('radio', { name: '10', exact: true }).check();
	await expect(cards).toHaveCount(10);
	expect(new URL(page.url()).search).toBe('?count=10');
	await picture(page, 'top-risks', true);
	const calm = rising(40);
	pages.answer({ ...calm, rows: calm.rows.slice(0, 11) });
	await expect(page.getByText(/all systems healthy: the highest risk is 25.0/i)).toBeVisible();
});
