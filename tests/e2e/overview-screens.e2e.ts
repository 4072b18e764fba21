import { expect, test } from '@playwright/test';
import { CASCADE } from '../support/cascade-health.ts';
import { countShifts } from './layout-shift.ts';
import { LIVE } from './overview-fleet.ts';
import { startPages, type Pages } from './page-host.ts';
import { axeFaults } from './accessibility.ts';
import { picture } from './pictures.ts';

let pages: Pages;
test.beforeAll(async () => {
	pages = await startPages();
});
test.afterAll(async () => {
	await pages.close();
});

test('nothing jumps while the page comes to life', async ({ page }) => {
	pages.answer(LIVE);
	pages.cascade(CASCADE);
	const shifted = await countShifts(page);
	for (const width of [360, 1440]) {
		await page.setViewportSize({ width, height: 900 });
		await page.goto(`${pages.url}/overview`);
		await expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');
		await expect(page.locator('.render')).toContainText('ms');
		expect(await shifted(), `layout shift at ${width}`).toBeLessThan(0.005);
	}
});

test('on a phone the worst server is on the first screen', async ({ page }) => {
	pages.answer(LIVE);
	pages.cascade(CASCADE);
	const size = { width: 360, height: 800 };
	await page.setViewportSize(size);
	await page.goto(`${pages.url}/overview`);
	const worst = page.locator('.bars .bar').first();
	await expect(worst).toBeVisible();
	await picture(page, 'overview-phone-first-screen');
	const { y = Infinity, height = Infinity } = (await worst.boundingBox()) ?? {};
	expect(y + height).toBeLessThanOrEqual(size.height);
});

for (const [path, colorScheme, drawn] of [
	['/overview', 'light', '.bars .bar'],
	['/server?name=ppweb001', 'dark', '[data-drawn] canvas']
] as const) {
	test(`axe finds no fault in ${path}, by ${colorScheme}`, async ({ browser }) => {
		pages.answer(LIVE);
		pages.cascade(CASCADE);
		const context = await browser.newContext({ colorScheme });
		const page = await context.newPage();
		await page.goto(pages.url + path);
		await expect(page.locator(drawn).first()).toBeVisible();
		expect(await axeFaults(page)).toEqual([]);
		await context.close();
	});
}

for (const [width, height] of [
	[320, 640],
	[720, 450],
	[3840, 2160]
] as const) {
	test(`nothing is cut off at ${width} by ${height}`, async ({ page }) => {
		pages.answer(LIVE);
		await page.setViewportSize({ width, height });
		for (const path of ['/', '/overview', '/server?name=ppweb001']) {
			await page.goto(pages.url + path);
			const wider = await page.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth
			);
			expect(wider, path).toBe(0);
		}
	});
}
