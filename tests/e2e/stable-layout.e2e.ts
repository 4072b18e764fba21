import { expect, test } from '@playwright/test';
import { VIEWS } from '#view-models/frame/views.ts';
import { CASCADE } from '../support/cascade-health.ts';
import { countShifts } from './layout-shift.ts';
import { LIVE } from './overview-fleet.ts';
import { openView } from './navigation.ts';
import { startPages, type Pages } from './page-host.ts';

let pages: Pages;
test.beforeAll(async () => {
	pages = await startPages();
	pages.answer(LIVE);
	pages.cascade(CASCADE);
});
test.afterAll(async () => {
	await pages.close();
});

/** What may jump at most, by the browser's own score: less than anybody sees. */
const MOST = 0.01;

for (const width of [360, 1280])
	for (const { id, path } of VIEWS)
		test(`${id} stands still while it comes to life at ${width}, opened and switched to`, async ({
			page
		}) => {
			const shifted = await countShifts(page);
			await page.setViewportSize({ width, height: 900 });
			const named = path === '/server' || path === '/insights' ? '?name=ppweb001' : '';
			await page.goto(pages.url + path + named);
			await expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');
			await expect(page.locator('.render')).toContainText('ms');
			const opened = await shifted();
			expect.soft(opened, 'opened').toBeLessThan(MOST);

			const other = path === '/top-risks' ? 'Overview' : 'Top risks';
			await openView(page, other);
			await expect(page).toHaveURL(new RegExp(`/${other.toLowerCase().replace(' ', '-')}$`));
			await page.goBack();
			await expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');
			expect((await shifted()) - opened, 'switched to').toBeLessThan(MOST);
		});
