import { expect, test, type Page } from '@playwright/test';
import { CASCADE } from '../support/cascade-health.ts';
import { fleet, LIVE } from './overview-fleet.ts';
import { startPages, type Pages } from './page-host.ts';

let pages: Pages;
test.beforeAll(async () => {
	pages = await startPages();
});
test.afterAll(async () => {
	await pages.close();
});

/** Anything the page complained of: errors, and what the policy forbade. */
function complaints(page: Page): string[] {
	const heard: string[] = [];
	page.on('pageerror', (error) => heard.push(error.message));
	page.on('console', (message) => {
		// Kit's own announcer of navigations has an inline style; base.css hides the announcer in its stead.
		const announcer = /sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=/;
		if (message.type() !== 'error' || announcer.test(message.text())) return;
		// These pages keep no history, and say so.
		if (!message.location().url.includes('/api/history/')) heard.push(message.text());
	});
	return heard;
}

async function shown(page: Page, text: string | RegExp) {
	await expect(page.locator('.figures')).toContainText(text);
}

test('the page comes with its data, before and without JavaScript', async ({ browser }) => {
	pages.answer(LIVE);
	pages.cascade(CASCADE);
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${pages.url}/overview`);
	await shown(page, /Servers\s*20/);
	await expect(page.getByRole('row', { name: /ppweb001.*critical/ })).toBeVisible();
	await expect(page.getByText('Cascade health 50 of 100')).toBeVisible();
	// Nothing is live that no connection keeps so.
	await expect(page.locator('.place')).toHaveAttribute('data-connection', 'connecting');
	expect(await page.locator('[style]').count()).toBe(0);
	await context.close();
});

test('the page is live: the next tick changes its numbers and moves nothing else', async ({
	page
}) => {
	pages.answer(LIVE);
	const heard = complaints(page);
	await page.goto(`${pages.url}/overview`);
	await expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');
	await expect(page.getByText('4 servers need attention').first()).toBeVisible();

	pages.answer(fleet({ ppweb001: 95 }));
	await expect(page.getByText('1 server needs attention').first()).toBeVisible();
	await shown(page, /healthy\s*19/);
	expect(heard).toEqual([]);
});

test('a bar is pressed like its name, and the thresholds stand where the bars measure', async ({
	page
}) => {
	pages.answer(LIVE);
	await page.goto(`${pages.url}/overview`);
	const bar = await page.locator('.bars .bar').first().boundingBox();
	const thresholds = await page.locator('.bars .thresholds').boundingBox();
	expect(thresholds?.x).toBeCloseTo(bar?.x ?? 0, 1);
	expect(thresholds?.width).toBeCloseTo(bar?.width ?? 0, 1);
	const name = await page.locator('.bars .server').first().textContent();
	await page.mouse.click((bar?.x ?? 0) + (bar?.width ?? 0) * 0.9, (bar?.y ?? 0) + 4);
	await expect(page.getByRole('heading', { level: 1, name: name ?? '' })).toBeVisible();
});

test('a daemon that goes down marks the page stale with the reason and keeps the data', async ({
	page
}) => {
	pages.answer(LIVE);
	await page.goto(`${pages.url}/overview`);
	await expect(page.locator('main')).toHaveAttribute('data-freshness', 'live');
	pages.daemon({
		state: 'down',
		stale: true,
		since: Date.now(),
		dataAt: Date.now(),
		measuredAt: Date.now(),
		problem: { kind: 'daemon-unreachable', detail: 'The daemon refuses connections.' }
	});
	await expect(page.locator('main')).toHaveAttribute('data-freshness', 'stale');
	await expect(page.locator('.place')).toContainText('The daemon refuses connections.');
	await expect(page.locator('.band')).toContainText(/This data is .* old/);
	await shown(page, /Servers\s*20/);

	pages.answer(LIVE);
	await expect(page.locator('main')).toHaveAttribute('data-freshness', 'live');
	await expect(page.locator('.band')).toHaveCount(0);
});

test('a name leads to its server and back, asking the server for no page', async ({ page }) => {
	pages.answer(LIVE);
	await page.goto(`${pages.url}/overview`);
	await expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');
	const asked: string[] = [];
	page.on('request', (request) => {
		if (/__data\.json|\/server/.test(request.url())) asked.push(request.url());
	});
	await page.getByRole('link', { name: 'ppweb003' }).first().click();
	await expect(page.getByRole('heading', { level: 1, name: 'ppweb003' })).toBeVisible();
	await expect(page.getByRole('heading', { name: /Memory/ })).toBeVisible();
	await expect(page.locator('[data-chart=fan] canvas').first()).toBeVisible();
	await page.goBack();
	await expect(page.getByText('4 servers need attention').first()).toBeVisible();
	expect(asked).toEqual([]);
});

test('the search finds a server by keyboard alone', async ({ page }) => {
	pages.answer(LIVE);
	await page.goto(`${pages.url}/overview`);
	await expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');
	await page.keyboard.press('/');
	await page.keyboard.type('web017');
	await expect(page.getByRole('option', { name: /ppweb017/ })).toBeVisible();
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/server\?name=ppweb017$/);
	await expect(page.getByRole('heading', { level: 1, name: 'ppweb017' })).toBeVisible();
});

test('a server that the fleet lacks is shown as missing', async ({ page }) => {
	pages.answer(LIVE);
	await page.goto(`${pages.url}/server?name=${encodeURIComponent('<b>no/one</b>')}`);
	await expect(page.getByText('No such server')).toBeVisible();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('<b>no/one</b>');
});

test('a sort stands in the address and survives a reload and a tick', async ({ page }) => {
	pages.answer(LIVE);
	await page.goto(`${pages.url}/overview`);
	const names = () => page.locator('tr[data-row] th').allInnerTexts();
	await expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');
	await page.getByRole('button', { name: 'Server', exact: true }).click();
	await page.getByRole('button', { name: 'Server', exact: true }).click();
	await expect.poll(names).toEqual(['ppweb004', 'ppweb003', 'ppweb002', 'ppweb001']);
	await page.reload();
	expect(await names()).toEqual(['ppweb004', 'ppweb003', 'ppweb002', 'ppweb001']);
	await expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');
	pages.answer(fleet({ ppweb001: 95, ppweb009: 70 }));
	await expect.poll(names).toEqual(['ppweb009', 'ppweb001']);
});

test('theme, palette and cadence are remembered, and set before the page is painted', async ({
	page
}) => {
	pages.answer(LIVE);
	await page.goto(`${pages.url}/overview`);
	await page.getByRole('button', { name: 'Menu' }).click();
	await page.getByRole('radio', { name: 'Dark' }).click();
	await page.getByRole('radio', { name: 'Safe for colour blindness' }).click();
	await page.keyboard.press('Escape');
	await page.getByRole('slider', { name: 'Update every' }).press('Home');
	await page.reload({ waitUntil: 'commit' });
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	await expect(page.locator('html')).toHaveAttribute('data-palette', 'colour-blind-safe');
	await expect(page.locator('.cadence output')).toHaveText('5 s');
});

test('refresh now tells what came of it', async ({ page }) => {
	pages.answer(LIVE);
	await page.goto(`${pages.url}/overview`);
	await expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');
	await page.getByRole('button', { name: 'Refresh now' }).click();
	await expect(page.locator('.outcome')).toContainText(/Fresh: tick \d+/);
});
