import { expect, test, type Page } from '@playwright/test';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { fleetStates } from '../../server/state/fleet-states.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';
import { MemoryHistory } from '../support/memory-history.ts';
import { startPages } from './page-host.ts';
import { axeFaults } from './accessibility.ts';
import { picture } from './pictures.ts';

type Pages = Awaited<ReturnType<typeof startPages>>;
const BEGIN = Date.UTC(2026, 0, 15, 9, 30);
const TICK_MS = 5_000;
const MOMENTS = 120;
let pages: Pages;

/** The fleet grows by one server per tick, so that each moment can be recognised. */
function grown(tick: number) {
	return fleetOf(serverNames(tick), seeded(tick), { forecasts: false });
}

test.beforeEach(async () => {
	const history = new MemoryHistory();
	for (let tick = 1; tick <= MOMENTS; tick++) {
		const at = BEGIN + tick * TICK_MS;
		const states = fleetStates(grown(tick), { silent: new Set() }, DEFAULT_THRESHOLDS);
		history.keep({ tick, at, measuredAt: at, ok: true, epoch: 'then', states });
	}
	pages = await startPages({ history });
	pages.answer(fleetOf(serverNames(500), seeded(1), { forecasts: false }));
});
test.afterEach(() => pages.close());

const timeBar = (page: Page) => page.getByRole('region', { name: 'Time', exact: true });
const connection = (page: Page) => page.getByRole('region', { name: /connection/i });
const servers = (page: Page) => page.locator('.figures');
const momentOf = (tick: number) => new Date(BEGIN + tick * TICK_MS).toISOString();

test('a link to a moment opens that moment, unmistakably past, and never shows the present', async ({
	page
}) => {
	await page.goto(`${pages.url}/overview?at=${momentOf(40)}`);
	await expect(timeBar(page)).toContainText(/past/i);
	await expect(servers(page)).toContainText('40');
	await expect(page.locator('main')).toHaveAttribute('data-past', '');
	await expect(connection(page)).toContainText(/showing the past/i);
	await expect(connection(page)).not.toContainText(/live/i);
	expect(await page.content()).not.toContain('ppweb500');
	await picture(page, 'replay');
	expect(await axeFaults(page)).toEqual([]);
});

test('time goes by when played, and stands still when paused; the address holds the moment', async ({
	page
}) => {
	await page.goto(`${pages.url}/overview?at=${momentOf(10)}`);
	await expect(servers(page)).toContainText('10');
	await timeBar(page).getByRole('combobox', { name: 'Speed' }).selectOption('10');
	await timeBar(page).getByRole('button', { name: 'Play' }).click();
	await expect(servers(page)).not.toContainText(/\b10\b/);
	await timeBar(page).getByRole('button', { name: 'Pause' }).click();
	await expect(timeBar(page).getByRole('button', { name: 'Play' })).toBeVisible();
	const shown = await timeBar(page).locator('time').getAttribute('datetime');
	expect(Date.parse(shown ?? '')).toBeGreaterThan(BEGIN + 10 * TICK_MS);
	await expect.poll(() => new URL(page.url()).searchParams.get('at')).toBe(shown);
});

test('a tick back and a tick on', async ({ page }) => {
	await page.goto(`${pages.url}/overview?at=${momentOf(20)}`);
	await expect(servers(page)).toContainText('20');
	await timeBar(page).getByRole('button', { name: 'One tick back' }).click();
	await expect(servers(page)).toContainText('19');
	await timeBar(page).getByRole('button', { name: 'One tick forward' }).click();
	await expect(servers(page)).toContainText('20');
	await timeBar(page).getByRole('slider', { name: 'Moment' }).press('ArrowRight');
	await expect(servers(page)).toContainText('21');
});

test('the past goes along from view to view, and a view without a past says so', async ({
	page
}) => {
	await page.goto(`${pages.url}/overview?at=${momentOf(30)}`);
	await expect(servers(page)).toContainText('30');
	await page.getByRole('link', { name: 'ppweb001' }).first().click();
	await expect(page.getByRole('heading', { name: 'ppweb001' })).toBeVisible();
	await expect(timeBar(page)).toBeVisible();
	await expect.poll(() => new URL(page.url()).searchParams.get('at')).toBe(momentOf(30));
	await page.goto(`${pages.url}/advanced?at=${momentOf(30)}`);
	await expect(page.getByText('This view is not recorded')).toBeVisible();
});

test('of Insights there is the risk of then, and that explanations are not recorded', async ({
	page
}) => {
	await page.goto(`${pages.url}/insights?name=ppweb001&at=${momentOf(30)}`);
	await expect(page.getByRole('heading', { level: 1, name: 'ppweb001' })).toBeVisible();
	await expect(page.getByText(/^ppweb001 is .*: its risk is/)).toBeVisible();
	await expect(page.getByText('Explanations are not recorded')).toBeVisible();
	await expect(page.getByText('This view is not recorded')).toHaveCount(0);
});

test('back to live is one press, and nothing of then is left', async ({ page }) => {
	await page.goto(`${pages.url}/overview?at=${momentOf(40)}`);
	await expect(servers(page)).toContainText('40');
	await timeBar(page).getByRole('button', { name: 'Back to live' }).click();
	await expect(servers(page)).toContainText('500');
	await expect(timeBar(page)).toBeHidden();
	await expect(connection(page)).toContainText(/live/i);
	expect(new URL(page.url()).search).toBe('');
});

test('a moment that is not kept says so, and shows now', async ({ page }) => {
	await page.goto(`${pages.url}/overview?at=${momentOf(-100)}`);
	await expect(connection(page)).toContainText(/no history is kept for that time/i);
	await expect(servers(page)).toContainText('500');
	await expect(timeBar(page)).toBeHidden();
});

test('Replay opens the past a minute ago, standing still', async ({ page }) => {
	await page.goto(`${pages.url}/overview`);
	await expect(connection(page)).toContainText(/live/i);
	await connection(page).getByRole('button', { name: 'Replay' }).click();
	await expect(timeBar(page).getByRole('button', { name: 'Play' })).toBeVisible();
	await expect(servers(page)).toContainText(String(MOMENTS));
});
