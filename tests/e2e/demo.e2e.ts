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
		await expect(page.getByText('Demo data')).toBeVisible();
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
