import { expect, test, type Page } from '@playwright/test';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import type { FleetStates } from '#core/topics/schema-of.ts';
import { fleetStates } from '../../server/state/fleet-states.ts';
import { FleetcastProcess } from '../support/fleetcast-process.ts';
import { fleetOf, seeded } from '../support/fleets.ts';
import { MemoryHistory } from '../support/memory-history.ts';
import { cascadeEvents, diagnostics, DRIFT, HEALTH, SERVERS } from '../support/view-states.ts';
import { countShifts } from './layout-shift.ts';
import { openView } from './navigation.ts';
import { startPages, type Pages } from './page-host.ts';
import { axeFaults } from './accessibility.ts';

const [FIRST = ''] = SERVERS;
let pages: Pages;
/** One moment is kept, with the cascade health of then. */
const THEN = Date.UTC(2026, 0, 15, 9, 30);
test.beforeAll(async () => {
	const history = new MemoryHistory();
	const states = fleetStates(
		fleetOf(SERVERS, seeded(3)),
		{ silent: new Set() },
		DEFAULT_THRESHOLDS
	);
	for (const tick of [1, 2])
		history.keep({
			tick,
			at: THEN + tick * 5_000,
			measuredAt: THEN,
			ok: true,
			epoch: 'then',
			states: { ...states, cascade: { ...HEALTH, healthScore: 12.3 } }
		});
	pages = await startPages({ history });
});
test.afterAll(async () => {
	await pages.close();
});

const PATHS = ['/cascade', '/drift', '/advanced'] as const;

/** Everything that the three views show, in one round. */
function showAll(states: Partial<FleetStates> = {}): void {
	pages.answer(fleetOf(SERVERS, seeded(7)));
	pages.show({
		cascade: HEALTH,
		'cascade-events': cascadeEvents(true),
		drift: DRIFT,
		models: {
			offered: true,
			daemonVersion: '2.4',
			models: [
				{ name: 'tft_new', created: '2026-01-02T10:00:00', sizeMb: 88.4, current: true },
				{ name: 'tft_old', created: '2026-01-01T10:00:00', sizeMb: 91, current: false }
			],
			current: 'tft_new',
			mode: 'tft'
		},
		diagnostics: diagnostics(),
		...states
	});
}

async function live(page: Page, path: string): Promise<void> {
	await page.goto(pages.url + path);
	await expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');
}

test('Cascade tells what moves together, follows the daemon’s verdict, and leads to a server', async ({
	page
}) => {
	showAll();
	await live(page, '/cascade');
	const now = page.getByRole('region', { name: 'What moves together now' });
	await expect(now).toContainText('Check for memory leaks or cache pressure');
	await expect(page.locator('.timeline path')).toHaveCount(2);

	pages.show({ 'cascade-events': cascadeEvents(false) });
	await expect(now).toContainText('No cascade now');
	await page.getByRole('table').getByRole('link', { name: FIRST }).first().click();
	await expect(page.getByRole('heading', { level: 1, name: FIRST })).toBeVisible();
});

test('a sort and a filter stand in the address and survive a reload', async ({ page }) => {
	showAll();
	await live(page, '/cascade');
	const correlations = () =>
		page
			.getByRole('table')
			.getByRole('cell', { name: /^\d+%$/ })
			.allInnerTexts();
	expect(await correlations()).toEqual(['21%', '75%']);
	await page.getByRole('button', { name: 'Correlation' }).click();
	await expect.poll(correlations).toEqual(['75%', '21%']);
	await expect(page).toHaveURL(/\/cascade\?sort=-correlation$/);
	await page.reload();
	expect(await correlations()).toEqual(['75%', '21%']);
	const filter = page.getByRole('searchbox', { name: /Recent cascade events/ });
	await filter.fill('75%');
	await expect(page).toHaveURL(/sort=-correlation&filter=75%25$/);
	await page.reload();
	await expect(filter).toHaveValue('75%');
	await expect.poll(correlations).toEqual(['75%']);
});

test('Drift says no data until the daemon has been given any, then each score by its limit', async ({
	page
}) => {
	showAll({ drift: { ...DRIFT, measured: false, needsRetraining: false } });
	await live(page, '/drift');
	const health = page.getByRole('region', { name: 'Model health' });
	await expect(health).toContainText('no data');
	await expect(page.locator('.gauge .none')).toHaveCount(4);

	pages.show({ drift: DRIFT });
	await expect(health).toContainText('The daemon recommends retraining');
	await expect(page.locator('[data-score=dss]')).toContainText(/31\.5%.*warning.*rising, worse/s);
});

test('an older daemon is told from one that has not answered yet', async ({ page }) => {
	const absent = { offered: false } as const;
	showAll({ cascade: absent, 'cascade-events': absent, drift: absent, models: absent });
	await live(page, '/cascade');
	await expect(page.getByText('This daemon offers no cascade detection')).toBeVisible();
	await openView(page, 'Drift');
	await expect(page.getByText('This daemon offers no drift detection')).toBeVisible();
	await openView(page, 'Advanced');
	await expect(page.getByText('This daemon keeps no list of models.')).toBeVisible();
});

test('the past shows what was kept, and no present value passes for it', async ({ page }) => {
	showAll();
	const at = new Date(THEN + 5_000).toISOString();
	await page.goto(`${pages.url}/cascade?at=${at}`);
	await expect(page.locator('.figures')).toContainText(/Cascade health\s*12\.3/);
	await expect(page.getByText('Not kept')).toBeVisible();
	for (const path of ['/drift', '/advanced']) {
		await page.goto(`${pages.url}${path}?at=${at}`);
		await expect(page.getByText('This view is not recorded')).toBeVisible();
		await expect(page.getByRole('region', { name: /Model health|Viewers now/ })).toHaveCount(0);
	}
});

test('nothing jumps while the views come to life', async ({ page }) => {
	showAll();
	const shifted = await countShifts(page);
	for (const width of [360, 1440])
		for (const path of PATHS) {
			await page.setViewportSize({ width, height: 900 });
			await live(page, path);
			await expect(page.locator('.render')).toContainText('ms');
			expect(await shifted(), `layout shift of ${path} at ${width}`).toBeLessThan(0.005);
		}
});

for (const colorScheme of ['light', 'dark'] as const)
	test(`axe finds no fault in Cascade, Drift and Advanced, by ${colorScheme}`, async ({
		browser
	}) => {
		showAll();
		const context = await browser.newContext({ colorScheme });
		const page = await context.newPage();
		for (const path of PATHS) {
			await live(page, path);
			expect(await axeFaults(page), path).toEqual([]);
			expect(await page.locator('main [style]').count(), path).toBe(0);
		}
		await context.close();
	});

test('nothing is cut off from 320 pixels to 4K', async ({ page }) => {
	showAll();
	for (const width of [320, 720, 3840])
		for (const path of PATHS) {
			await page.setViewportSize({ width, height: 900 });
			await page.goto(pages.url + path);
			const wider = await page.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth
			);
			expect(wider, `${path} at ${width}`).toBe(0);
		}
});

test('with the embedded daemon all three views fill by themselves', async ({ page }) => {
	const fleetcast = new FleetcastProcess({ TICK_SECONDS: '2' });
	await fleetcast.start();
	try {
		await page.goto(`${fleetcast.url}/advanced`);
		await page.getByRole('slider', { name: 'Update every' }).press('Home');
		const viewers = page.getByRole('region', { name: 'Viewers now' });
		await expect(viewers).toContainText(/One daemon call (served|failed for) 1 viewer/);
		await expect(viewers).toContainText('diagnostics');
		await expect(page.getByRole('region', { name: 'Daemon', exact: true })).toContainText(
			'45 servers × 14 metrics × 96 steps'
		);
		await openView(page, 'Cascade');
		await expect(page.getByRole('region', { name: 'Thresholds in force' })).toContainText(
			'standard deviations'
		);
		await openView(page, 'Drift');
		await expect(page.locator('pre')).toContainText('DRIFT DETECTION REPORT');
		await expect(page.locator('.gauge .none')).toHaveCount(4);
	} finally {
		expect(await fleetcast.stop()).toBe(0);
	}
});
