import { createHash } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import type { Fleet } from '#core/fleet.ts';
import { FleetcastProcess } from '../support/fleetcast-process.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';
import { StandInDaemon } from '../support/stand-in-daemon.ts';
import { startPages } from './page-host.ts';

// The turns of a wall are waited for; meanwhile others run.
test.describe.configure({ mode: 'parallel' });

const HD = { width: 1920, height: 1080 };
const UHD = { width: 3840, height: 2160 };
const wall = (page: Page) => page.locator('.wall');
const title = (page: Page) => page.getByRole('heading', { level: 1 });

/** A fleet in which only the named servers are critical. */
function calmBut(...critical: string[]): Fleet {
	const fleet = fleetOf(serverNames(40), seeded(1), { forecasts: false });
	const rows = fleet.rows.map((row, index) => ({
		...row,
		score: critical.includes(row.name) ? 92.5 : index
	}));
	return { ...fleet, rows };
}

test.describe('a wall', () => {
	let pages: Awaited<ReturnType<typeof startPages>>;
	test.use({ viewport: HD });
	test.beforeEach(async () => {
		pages = await startPages();
		pages.answer(calmBut());
	});
	test.afterEach(() => pages.close());

	for (const [name, size] of [
		['1080p', HD],
		['4K', UHD]
	] as const)
		test(`is readable from five metres at ${name}, and nothing scrolls or leaves the screen`, async ({
			page
		}) => {
			await page.setViewportSize(size);
			const factor = size.height / 1080;
			for (const view of ['overview', 'heatmap', 'top-risks', 'alerts']) {
				await page.goto(`${pages.url}/wall?views=${view}`);
				await expect(wall(page)).toHaveAttribute('data-freshness', 'live');
				await page.screenshot({ path: `test-results/wall-${view}-${name}.png` });
				const sizes = await page.evaluate(() => {
					const shown = [...document.querySelectorAll('.wall *')].filter(
						(element) =>
							[...element.childNodes].some(
								(node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()
							) && !element.closest('.visually-hidden, [aria-hidden], title')
					);
					const px = (element: Element) => parseFloat(getComputedStyle(element).fontSize);
					const { scrollWidth, scrollHeight } = document.documentElement;
					return {
						least: Math.min(...shown.map(px)),
						heading: px(document.querySelector('h1') as Element),
						figure: Math.min(...[...document.querySelectorAll('.figure .value')].map(px)),
						over: [scrollWidth - innerWidth, scrollHeight - innerHeight],
						cut: shown
							.filter((element) => {
								const { bottom, right } = element.getBoundingClientRect();
								const room = element.closest('main, .wall')?.getBoundingClientRect();
								return !room || bottom > room.bottom + 1 || right > room.right + 1;
							})
							.map((element) => element.textContent)
					};
				});
				expect(sizes.least).toBeGreaterThanOrEqual(28 * factor);
				expect(sizes.heading).toBeGreaterThanOrEqual(48 * factor);
				expect(sizes.figure).toBeGreaterThanOrEqual(96 * factor);
				expect(sizes.over).toEqual([0, 0]);
				expect(sizes.cut).toEqual([]);
			}
		});

	test('turns from view to view, and a server that becomes critical has it for a while', async ({
		page
	}) => {
		await page.goto(`${pages.url}/wall?views=top-risks,alerts&every=5`);
		await expect(title(page)).toHaveText('Top risks');
		await expect(title(page)).toHaveText('Alerts');
		await expect(title(page)).toHaveText('Top risks');
		pages.answer(calmBut('ppweb007'));
		await expect(title(page)).toHaveText('1 server newly critical');
		await expect(wall(page)).toContainText('ppweb007');
		await expect(wall(page)).toContainText('92.5');
		await page.screenshot({ path: 'test-results/wall-interrupted.png' });
		await expect(title(page)).toHaveText('Top risks', { timeout: 45_000 });
		await expect(wall(page)).toContainText('1 server critical: ppweb007');
	});

	test('says what in its address it did not understand, and shows the rest', async ({ page }) => {
		await page.goto(`${pages.url}/wall?views=overview,nonsense`);
		await expect(title(page)).toHaveText('Overview');
		await expect(wall(page)).toContainText('no view “nonsense”');
	});

	test('loads itself anew when another version is there', async ({ page }) => {
		const newer = await startPages({ version: '2.0.0' });
		newer.answer(calmBut());
		await page.addInitScript(() => {
			Math.random = () => 0;
			const loads = Number(sessionStorage.getItem('loads') ?? 0) + 1;
			sessionStorage.setItem('loads', String(loads));
		});
		await page.goto(`${newer.url}/wall`);
		const loads = () => page.evaluate(() => sessionStorage.getItem('loads')).catch(() => null);
		await expect.poll(loads).toBe('2');
		await expect(wall(page)).toHaveAttribute('data-freshness', 'live');
		expect(await loads()).toBe('2');
		await newer.close();
	});

	test('is composed on a page of its own, with a preview and an address to copy', async ({
		page
	}) => {
		await page.goto(`${pages.url}/wall/setup?views=overview`);
		const preview = page.frameLocator('iframe');
		await expect(preview.getByRole('heading', { level: 1 })).toHaveText('Overview');
		await page.getByRole('button', { name: 'Add Alerts' }).click();
		await page.getByRole('button', { name: 'Alerts earlier' }).click();
		await expect(page.locator('output')).toContainText('/wall?views=alerts,overview&every=20');
		await expect(preview.getByRole('heading', { level: 1 })).toHaveText('Alerts');
		await page.screenshot({ path: 'test-results/wall-setup.png' });
		await page.getByRole('button', { name: 'Without Alerts' }).click();
		await expect(page.locator('output')).not.toContainText('alerts');
	});
});

test.describe('a wall that nobody touches', () => {
	const TOKEN = 'a-token-for-the-wall-in-the-hall';
	const ENTRY = `hall:viewer:${createHash('sha256').update(TOKEN).digest('hex')}`;
	let daemon: StandInDaemon;
	let fleetcast: FleetcastProcess;
	test.use({ viewport: HD });
	test.setTimeout(180_000);

	test('comes in by its fragment, and is live and right again after every fault', async ({
		page
	}) => {
		daemon = new StandInDaemon(20);
		await daemon.start();
		const settings = { DAEMON_URL: daemon.url, ACCESS_TOKENS: ENTRY, TICK_SECONDS: '2' };
		fleetcast = new FleetcastProcess(settings);
		await fleetcast.start();
		const live = () =>
			expect(wall(page)).toHaveAttribute('data-freshness', 'live', { timeout: 60_000 });
		const stale = () =>
			expect(wall(page)).toHaveAttribute('data-freshness', 'stale', { timeout: 60_000 });
		const picture = (name: string) => page.screenshot({ path: `test-results/wall-${name}.png` });

		await page.goto(`${fleetcast.url}/wall?views=overview#token=${TOKEN}`);
		await live();
		expect(page.url()).not.toContain(TOKEN);
		expect(page.url()).toContain('/wall?views=overview');
		await picture('live');

		await daemon.stop();
		await stale();
		await expect(page.getByRole('alert')).toContainText(/stale/i);
		await picture('daemon-down');
		await daemon.start();
		await live();

		const { port } = new URL(fleetcast.url);
		await fleetcast.stop();
		await stale();
		await picture('fleetcast-gone');
		fleetcast = new FleetcastProcess({ ...settings, PORT: port });
		await fleetcast.start();
		await live();

		await page.context().setOffline(true);
		await stale();
		await picture('network-cut');
		await page.context().setOffline(false);
		await live();
		await picture('live-again');

		await fleetcast.stop();
		await daemon.stop();
	});
});
