import { expect, test, type Page } from '@playwright/test';
import { LIVE } from './overview-fleet.ts';
import { startPages, type Pages } from './page-host.ts';

const FONT = 'IBM Plex Sans';

let pages: Pages;
test.beforeAll(async () => {
	pages = await startPages();
	pages.answer(LIVE);
});
test.afterAll(async () => {
	await pages.close();
});

const loadedFonts = (page: Page) =>
	page.evaluate(() =>
		[...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family)
	);

for (const path of ['/', '/heatmap', '/wall?views=overview', '/sign-in', '/no-such-page'])
	test(`${path} is in the product's own font, which comes from the product itself`, async ({
		page
	}) => {
		const foreign: string[] = [];
		page.on('request', (request) => {
			if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(pages.url))
				foreign.push(request.url());
		});
		await page.goto(pages.url + path);
		await expect.poll(() => loadedFonts(page)).toEqual([FONT]);
		expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain(FONT);
		expect(foreign).toEqual([]);
	});

test('digits are equally wide in every weight, drawn on a canvas too', async ({ page }) => {
	await page.goto(pages.url);
	await expect.poll(() => loadedFonts(page)).toEqual([FONT]);
	const widths = await page.evaluate((font) => {
		const context = document.createElement('canvas').getContext('2d');
		if (!context) throw new Error('no canvas');
		return [400, 600, 700].flatMap((weight) => {
			context.font = `${weight} 100px "${font}"`;
			return [...'0123456789'].map((digit) => context.measureText(digit).width.toFixed(2));
		});
	}, FONT);
	expect(new Set(widths).size).toBe(1);
});
