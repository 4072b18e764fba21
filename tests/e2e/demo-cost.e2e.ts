import { expect, test } from '@playwright/test';
import { LIVE } from './overview-fleet.ts';
import { startPages, type Pages } from './page-host.ts';

let pages: Pages;
test.beforeAll(async () => {
	pages = await startPages({ demo: true });
});
test.afterAll(async () => {
	await pages.close();
});

test('of demo data the servers at risk now are counted as they come, and no money is claimed', async ({
	page
}) => {
	pages.answer(LIVE);
	await page.goto(`${pages.url}/cost`);
	const high = page.locator('[data-figure=high]').first();
	await expect(high).toHaveText('2');
	pages.answer({ ...LIVE, rows: LIVE.rows.map((row) => ({ ...row, score: 12 })) });
	await expect(high).toHaveText('0');
	await expect(page.locator('[data-figure=monthly]')).toHaveText(['–', '–']);
	await expect(page.locator('.figures')).not.toContainText(/[$\d]/);
});
