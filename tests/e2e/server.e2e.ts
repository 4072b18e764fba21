import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { FleetcastProcess } from '../support/fleetcast-process.ts';

/** The embedded daemon, pressed, and a history that is kept. */
let fleetcast: FleetcastProcess;
let folder: string;
test.beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'fleetcast-server-'));
	fleetcast = new FleetcastProcess({
		DEMO_SERVERS: '20',
		DEMO_SEED: '7',
		DEMO_SCENARIO: 'critical',
		TICK_SECONDS: '2',
		HISTORY_DIR: folder
	});
	await fleetcast.start();
});
test.afterAll(async () => {
	await fleetcast.stop();
	await rm(folder, { recursive: true, force: true });
});

test('from what is burning to why it burns and what would help', async ({ page }) => {
	test.setTimeout(150_000);
	await page.goto(`${fleetcast.url}/overview`);
	const highest = page.locator('.bars .server').first();
	await expect(highest).toBeVisible();
	await highest.click();

	// Every metric with its forecast, and CPU used; those below the fold are drawn when they come into view.
	const charts = page.locator('[data-chart=fan]');
	await expect(charts).toHaveCount(15);
	await expect(charts.first().locator('canvas')).toBeVisible();
	expect(await page.locator('[data-chart=fan] canvas').count()).toBeLessThan(15);
	await charts.last().scrollIntoViewIfNeeded();
	await expect(charts.last().locator('canvas')).toBeVisible();
	const memory = page.getByRole('region', { name: 'Memory, %' });
	await expect(memory).toContainText(/warning at 90%:.*(over it now|in \d+|not within 8 h)/s);
	await expect(memory).toContainText(/critical at 98%:/);
	await expect(page.locator('[data-chart=risk-line] canvas')).toBeVisible();

	await page.getByRole('link', { name: /Why, and what if/ }).click();
	const points = page.getByRole('region', { name: 'Why: the points of its score' });
	await expect(points).toContainText('exact');
	// The parts come to the risk that the daemon gave, or to more where a score ends; both change with each tick.
	const apart = async () => {
		const parts = (await points.locator('b.points').allInnerTexts()).map(Number);
		const sum = parts.reduce((total, part) => total + part, 0);
		const risk = Number(await page.locator('.risk b').innerText());
		return Math.abs(Math.min(100, sum) - risk);
	};
	await expect.poll(apart).toBeLessThan(0.5);
	await expect(page.getByRole('region', { name: /importance, by the daemon/ })).toContainText(
		'exact Shapley values of the risk rule'
	);
	await expect(page.getByRole('region', { name: 'What if' }).locator('tbody tr')).not.toHaveCount(
		0
	);
	await expect(page.getByRole('region', { name: /^When/ })).toContainText('of the weight');
});

test('charts get narrower with the window', async ({ page }) => {
	await page.setViewportSize({ width: 700, height: 9000 });
	await page.goto(`${fleetcast.url}/overview`);
	await page.locator('.bars .server').first().click();
	const charts = page.locator('[data-chart=fan] canvas');
	await expect(charts).toHaveCount(15);
	await page.setViewportSize({ width: 360, height: 740 });
	await expect
		.poll(() =>
			page.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth
			)
		)
		.toBe(0);
	const panel = page.getByRole('region', { name: 'Memory, %' });
	await expect
		.poll(async () => (await panel.boundingBox())?.width ?? Infinity)
		.toBeLessThanOrEqual(360);
});
