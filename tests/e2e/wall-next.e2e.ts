import { expect, test } from '@playwright/test';
import { MOST_ROWS } from '#view-models/wall/next-rows.ts';
import { fleetOf, seeded } from '../support/fleets.ts';
import { startPages, type Pages } from './page-host.ts';
import { picture } from './pictures.ts';
import { expectReadable } from './wall-sizes.ts';

const NAMES = {
	short: (index: number) => `ppdb${index}`,
	long: (index: number) => `db-primary-eu-west-${index}`,
	longest: (index: number) => `${'kubernetes-node-pool-general-purpose-'.repeat(2)}${index}`
} as const;

let pages: Pages;
test.beforeEach(async () => {
	pages = await startPages();
});
test.afterEach(() => pages.close());

for (const [name, width, height] of [
	['1080p', 1920, 1080],
	['4K', 3840, 2160]
] as const)
	for (const [length, nameOf] of Object.entries(NAMES))
		test(`seven rows with ${length} names are readable from five metres at ${name}, none cut`, async ({
			page
		}) => {
			await page.setViewportSize({ width, height });
			const names = Array.from({ length: 20 }, (_, index) => nameOf(index));
			const fleet = fleetOf(names, seeded(3));
			// None is critical: the foot has its own rule for names.
			pages.answer({ ...fleet, rows: fleet.rows.map((row) => ({ ...row, score: 12 })) });
			await page.goto(`${pages.url}/wall?views=next-hours`);
			await expect(page.locator('.wall')).toHaveAttribute('data-freshness', 'live');
			await expect(page.locator('tr[data-server]')).toHaveCount(MOST_ROWS);
			await picture(page, `wall-next-${length}-${name}`);
			await expectReadable(page, height / 1080);
		});

test('a wall whose address names no view is Next 8 hours, waiting, live and empty', async ({
	page
}) => {
	await page.goto(`${pages.url}/wall`);
	await expect(page.locator('main')).toContainText('Waiting for the first forecast');
	pages.answer(fleetOf(['ppdb1'], seeded(3)));
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Next 8 hours');
	await expect(page.locator('main')).toContainText('possible in 8 h');
	pages.answer(fleetOf([], seeded(3)));
	await expect(page.locator('main')).toContainText('No servers are reporting');
});
