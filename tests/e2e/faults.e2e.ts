import { expect, test, type Page } from '@playwright/test';
import { FleetcastProcess } from '../support/fleetcast-process.ts';
import { StandInDaemon } from '../support/stand-in-daemon.ts';
import { picture } from './pictures.ts';

const KEY = 'the-daemons-own-key';
let daemon: StandInDaemon;
let fleetcast: FleetcastProcess;

test.beforeEach(async () => {
	daemon = new StandInDaemon(20);
	daemon.requiredKey = KEY;
	await daemon.start();
	fleetcast = new FleetcastProcess({ DAEMON_URL: daemon.url, TFT_API_KEY: KEY, TICK_SECONDS: '2' });
	await fleetcast.start();
});
test.afterEach(async () => {
	await fleetcast.stop();
	await daemon.stop();
});

const connection = (page: Page) => page.getByRole('region', { name: /connection/i });
const servers = (page: Page) => page.locator('.figures');

test('numbers move with each tick and no reload', async ({ page }) => {
	await page.goto(`${fleetcast.url}/overview`);
	await page.getByRole('slider', { name: /update every/i }).press('Home');
	await expect(connection(page)).toContainText(/live/i);
	const panel = page.locator('main');
	const before = await panel.innerText();
	await expect.poll(() => panel.innerText()).not.toBe(before);
	await picture(page, 'overview-live');
});

test('a daemon that is gone is shown with its reason, the last data stay, and it recovers by itself', async ({
	page
}) => {
	await page.goto(`${fleetcast.url}/overview`);
	await expect(connection(page)).toContainText(/live/i);
	await daemon.stop();
	await expect(connection(page)).toContainText(/down/i);
	await expect(connection(page)).toContainText(/refused/i);
	await expect(servers(page)).toContainText('20');
	await picture(page, 'overview-down');
	await daemon.start();
	await expect(connection(page)).toContainText(/live/i);
});

test('a restart of Fleetcast is ridden out without a reload', async ({ page }) => {
	await page.goto(`${fleetcast.url}/overview`);
	await expect(connection(page)).toContainText(/live/i);
	await page.evaluate(() => Object.assign(globalThis, { stillHere: true }));
	expect(await fleetcast.stop()).toBe(0);
	await expect(connection(page)).not.toContainText(/live/i);
	await expect(servers(page)).toContainText('20');
	await fleetcast.start();
	await expect(connection(page)).toContainText(/live/i);
	expect(await page.evaluate(() => 'stillHere' in globalThis)).toBe(true);
});

test('the key and the address of the daemon reach neither page, nor log, nor metrics', async ({
	page,
	request
}) => {
	const bodies: string[] = [];
	page.on('response', (response) => {
		bodies.push(JSON.stringify(response.headers()));
		void response.text().then(
			(text) => bodies.push(text),
			() => undefined
		);
	});
	page.on('websocket', (socket) =>
		socket.on('framereceived', ({ payload }) => bodies.push(String(payload)))
	);
	await page.goto(`${fleetcast.url}/overview`);
	await expect(connection(page)).toContainText(/live/i);
	daemon.requiredKey = 'another-key';
	await expect(connection(page)).toContainText(/key/i);
	bodies.push(await (await request.get(`${fleetcast.url}/metrics`)).text(), ...fleetcast.lines);
	const all = bodies.join('\n');
	expect(all.length).toBeGreaterThan(10_000);
	expect(all).not.toContain(KEY);
	expect(all).not.toContain(new URL(daemon.url).host);
});

test('a real daemon has no demo mark and no choice of scenarios', async ({ page, request }) => {
	await page.goto(`${fleetcast.url}/overview`);
	await expect(connection(page)).toContainText(/live/i);
	await expect(page.getByText('Demo data')).toHaveCount(0);
	await expect(page.getByRole('combobox', { name: 'Scenario' })).toHaveCount(0);
	const api = `${fleetcast.url}/api/scenario`;
	expect((await request.get(api)).status()).toBe(404);
	expect((await request.post(api, { data: { scenario: 'critical' } })).status()).toBe(404);
});

test('Refresh now says what came of it', async ({ page }) => {
	await page.goto(`${fleetcast.url}/overview`);
	await expect(connection(page)).toContainText(/live/i);
	await page.getByRole('button', { name: /refresh now/i }).click();
	await expect(page.getByText(/Fresh: tick \d+|Wait \d+ s/)).toBeVisible();
});
