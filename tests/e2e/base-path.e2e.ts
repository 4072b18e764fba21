import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { entryOf, newToken } from '../../server/settings/access-token.ts';
import { FleetcastProcess } from '../support/fleetcast-process.ts';
import { openView } from './navigation.ts';
import { StandInDaemon } from '../support/stand-in-daemon.ts';

const BASE = '/fleet';
const token = newToken();
let daemon: StandInDaemon;
let fleetcast: FleetcastProcess;
let history: string;

test.beforeAll(async () => {
	daemon = new StandInDaemon(20);
	await daemon.start();
	history = mkdtempSync(join(tmpdir(), 'fleetcast-base-'));
	fleetcast = new FleetcastProcess({
		DAEMON_URL: daemon.url,
		ACCESS_TOKENS: entryOf('wall', 'viewer', token) ?? '',
		BASE_PATH: BASE,
		HISTORY_DIR: history
	});
	await fleetcast.start();
});
test.afterAll(async () => {
	await fleetcast.stop();
	await daemon.stop();
	rmSync(history, { recursive: true });
});

const isBelow = (address: string) => new URL(address).pathname.startsWith(`${BASE}/`);
const isLive = (page: Page) =>
	expect(page.getByRole('region', { name: /connection/i })).toContainText(/live/i);

/** All that a page asked for outside of the base path, or in vain. */
function watched(page: Page): string[] {
	const wrong: string[] = [];
	page.on('response', (response) => {
		const entry = new URL(response.url()).pathname === BASE;
		if (!(entry || isBelow(response.url())) || response.status() >= 400)
			wrong.push(`${response.status()} ${response.url()}`);
	});
	page.on('websocket', (socket) => {
		if (!isBelow(socket.url())) wrong.push(socket.url());
	});
	return wrong;
}

async function signIn(page: Page, address: string): Promise<void> {
	await page.goto(address);
	await page.getByLabel('Access token').fill(token);
	await page.getByRole('button', { name: 'Sign in' }).click();
}

test('the address without its slash leads to a page with styles, a live socket, and links that stay', async ({
	page
}) => {
	const wrong = watched(page);
	await page.goto(fleetcast.url);
	await expect
		.poll(() => page.evaluate(() => [...document.fonts].map(({ status }) => status)))
		.toEqual(['loaded']);
	await signIn(page, fleetcast.url);
	await isLive(page);
	const socket = page.waitForEvent('websocket');
	await page.goto(fleetcast.url);
	await isLive(page);
	await expect(page).toHaveURL(`${fleetcast.url}/`);
	expect(new URL((await socket).url()).pathname).toBe(`${BASE}/socket.io/`);
	const links = await page
		.locator('a[href]')
		.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
	expect(links.length).toBeGreaterThan(10);
	expect(links.filter((link) => !isBelow(link))).toEqual([]);
	for (const view of ['Heatmap', 'History', 'Documentation', 'Overview']) {
		await openView(page, view);
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		expect(isBelow(page.url())).toBe(true);
	}
	expect(wrong).toEqual([]);
});

test('a view with a slash too many, an address of an earlier version, a wall and an export are reached below the base path', async ({
	page
}) => {
	const wrong = watched(page);
	await signIn(page, `${fleetcast.url}/heatmap/?sort=risk`);
	await expect(page).toHaveURL(`${fleetcast.url}/heatmap?sort=risk`);
	await isLive(page);
	const csv = await page.request.get(`${fleetcast.url}/api/history/export?what=alerts&range=1h`);
	expect(csv.headers()['content-disposition']).toContain('fleetcast-alerts-1h.csv');
	await page.goto(`${fleetcast.url}/next/?chance=50`);
	await expect(page).toHaveURL(`${fleetcast.url}/?chance=50`);
	for (const first of ['', '/']) {
		await page.goto(`${fleetcast.url}${first}?sort=server`);
		await expect(page).toHaveURL(`${fleetcast.url}/overview?sort=server`);
	}
	await page.goto(`${fleetcast.url}/wall/?views=overview`);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page).toHaveURL(`${fleetcast.url}/wall?views=overview`);
	await page.goto(`${fleetcast.url}/wall/setup`);
	expect(
		isBelow(
			await page
				.getByRole('link', { name: /←/ })
				.evaluate((link) => (link as HTMLAnchorElement).href)
		)
	).toBe(true);
	expect(wrong).toEqual([]);
});
