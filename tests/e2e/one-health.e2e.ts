import { expect, test, type Page } from '@playwright/test';
import { VIEWS } from '#view-models/frame/views.ts';
import { WALL_VIEWS } from '#view-models/wall/options.ts';
import { CASCADE } from '../support/cascade-health.ts';
import { largeGreen } from './large-green.ts';
import { fleet, LIVE } from './overview-fleet.ts';
import { startPages, type Pages } from './page-host.ts';

let pages: Pages;
test.beforeAll(async () => {
	pages = await startPages();
});
test.afterAll(async () => {
	await pages.close();
});

const CALM_CASCADE = { ...CASCADE, healthScore: 98, status: 'healthy' } as const;

async function joined(page: Page, path: string): Promise<void> {
	await page.goto(`${pages.url}${path}`);
	await expect(page.locator('[data-freshness]')).toHaveAttribute('data-freshness', 'live');
}

test.describe('with a critical server', () => {
	test.beforeEach(() => {
		pages.answer(LIVE);
		pages.cascade(CALM_CASCADE);
	});

	for (const { id, path } of VIEWS)
		test(`nothing large is green on ${id}`, async ({ page }) => {
			await joined(page, path === '/server' ? '/server?name=ppweb005' : path);
			await expect(page.locator('.badge')).toContainText('caution, 2 critical');
			expect(await largeGreen(page)).toEqual([]);
		});

	for (const view of WALL_VIEWS)
		test(`nothing large is green on the wall’s ${view}`, async ({ page }) => {
			await joined(page, `/wall?views=${view}`);
			await expect(page.locator('footer')).toContainText('2 servers critical');
			expect(await largeGreen(page)).toEqual([]);
		});

	test('the tab tells how many are critical', async ({ page }) => {
		await joined(page, '/heatmap');
		await expect(page).toHaveTitle('2 critical – Heatmap – Fleetcast');
	});
});

test('a calm fleet is green, on the page and on the wall', async ({ page }) => {
	pages.answer(fleet());
	await joined(page, '/overview');
	await expect(page.locator('.badge')).toContainText('healthy');
	expect(await largeGreen(page)).not.toEqual([]);
	await joined(page, '/wall?views=overview');
	expect(await largeGreen(page)).not.toEqual([]);
});

test('a detected cascade is described on the Overview, however high its score', async ({
	page
}) => {
	pages.answer(fleet());
	pages.show({
		cascade: CALM_CASCADE,
		'cascade-events': {
			offered: true,
			detected: true,
			now: [{ metric: 'cpu_iowait_pct', servers: ['ppdb001', 'ppdb002'], severity: 'high' }],
			recommendations: [],
			events: [],
			eventCount: 1,
			trackedMetrics: [],
			thresholds: {}
		}
	});
	await joined(page, '/overview');
	await expect(page.getByText('Cascade detected')).toBeVisible();
	await expect(page.getByText('Moving together: I/O wait on 2 servers.')).toBeVisible();
	await expect(page.getByText('Cascade health 98 of 100')).toBeVisible();
});
