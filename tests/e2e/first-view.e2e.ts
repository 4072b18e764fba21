import { expect, test } from '@playwright/test';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { fleetStates } from '../../server/state/fleet-states.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';
import { MemoryHistory } from '../support/memory-history.ts';
import { LIVE } from './overview-fleet.ts';
import { startPages, type Pages } from './page-host.ts';

const THEN = Date.UTC(2026, 0, 15, 9, 30);
const MOMENT = new Date(THEN).toISOString();
let pages: Pages;
test.beforeAll(async () => {
	const history = new MemoryHistory();
	for (let tick = 1; tick <= 10; tick++) {
		const at = THEN + (tick - 5) * 5_000;
		const fleet = fleetOf(serverNames(30), seeded(tick));
		const states = fleetStates(fleet, { silent: new Set() }, DEFAULT_THRESHOLDS);
		history.keep({ tick, at, measuredAt: at, ok: true, epoch: 'then', states });
	}
	pages = await startPages({ history });
	pages.answer(LIVE);
});
test.afterAll(() => pages.close());

test('the first view is Next 8 hours, with its data before and without JavaScript', async ({
	browser
}) => {
	const page = await browser.newPage({ javaScriptEnabled: false });
	await page.goto(pages.url);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.locator('main tr[data-server]').first()).toBeVisible();
	await expect(page.locator('main')).toContainText('20 servers have a forecast');
	await page.close();
});

test.describe('without JavaScript', () => {
	test.use({ javaScriptEnabled: false });
	for (const [before, after] of [
		['/?sort=server', '/overview?sort=server'],
		[`/?filter=web&at=${MOMENT}`, `/overview?filter=web&at=${MOMENT}`],
		['/next', '/'],
		['/next?chance=50&profile=Database', '/?chance=50&profile=Database'],
		['/?chance=50', '/?chance=50']
	] as const)
		test(`${before} shows ${after}`, async ({ page }) => {
			await page.goto(pages.url + before);
			await expect(page).toHaveURL(pages.url + after);
			await expect(page.locator('main')).toBeVisible();
		});
});

for (const [path, then, now] of [
	['/', '30 servers have a forecast', '20 servers have a forecast'],
	['/overview', /Servers\s*30/, /Servers\s*20/]
] as const)
	test(`a moment in the address of ${path} is shown as it was`, async ({ page }) => {
		await page.goto(`${pages.url}${path}?at=${MOMENT}`);
		await expect(page.locator('main')).toHaveAttribute('data-past', '');
		await expect(page.locator('main')).toContainText(then);
		await page.getByRole('button', { name: 'Back to live' }).click();
		await expect(page.locator('main')).toContainText(now);
	});
