import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { FleetcastProcess } from '../support/fleetcast-process.ts';

test('with no daemon given, the embedded one warms up on screen, then 45 servers are live and marked as demo', async ({
	page
}) => {
	const fleetcast = new FleetcastProcess({ TICK_SECONDS: '2' });
	await fleetcast.start();
	try {
		await page.goto(`${fleetcast.url}/overview`);
		const connection = page.getByRole('region', { name: /connection/i });
		await expect(page.getByRole('region', { name: 'Demo' })).toContainText('Demo data');
		await expect(connection).toContainText(/warming up/i);
		await expect(connection.getByRole('progressbar')).toBeVisible();
		await expect(connection).toContainText(/Live: 45 servers/);
		await expect(page.locator('.figures')).toContainText(/Servers\s*45/);
		const scenario = page.getByRole('combobox', { name: 'Scenario' });
		await expect(scenario).toHaveValue('healthy');
		await scenario.selectOption('degrading');
		await page.reload();
		await expect(scenario).toHaveValue('degrading');
	} finally {
		expect(await fleetcast.stop()).toBe(0);
	}
});

/** The past is made at a low priority: beside other tests it waits for them. */
const PAST_DEADLINE_MS = 10 * 60_000;

test('on a fresh machine a demo is given a past that says it is simulated, and a crossing to come', async ({
	page
}) => {
	test.setTimeout(PAST_DEADLINE_MS + 120_000);
	const dir = await mkdtemp(join(tmpdir(), 'fleetcast-demo-'));
	const fleetcast = new FleetcastProcess({
		HISTORY_DIR: dir,
		DEMO_SERVERS: '7',
		DEMO_PAST_HOURS: '25'
	});
	await fleetcast.start();
	try {
		await page.goto(`${fleetcast.url}/history?range=8h`);
		const connection = page.getByRole('region', { name: /connection/i });
		await expect(connection).toContainText(/Simulating the past/);
		await expect(page.locator('main')).toContainText('History is on its way');
		await expect(connection).toContainText(/Live: 7 servers/, { timeout: PAST_DEADLINE_MS });
		// Nobody loads the page again.
		await expect(page.locator('main')).toContainText(/Simulated until/);
		await expect(page.locator('main')).toContainText('Alert events');
		await page.goto(`${fleetcast.url}/accuracy`);
		await expect(page.locator('main')).toContainText(/Simulated until/);
		await expect(page.locator('main')).toContainText('8 h');
		await page.goto(fleetcast.url);
		await expect(page.locator('main')).toContainText('ppetl001');
		await page.goto(`${fleetcast.url}/cost`);
		await expect(page.locator('main')).toContainText('these are demo data');
	} finally {
		await fleetcast.stop();
		await rm(dir, { recursive: true });
	}
});
