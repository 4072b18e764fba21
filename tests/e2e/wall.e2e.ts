import { expect, test, type Page } from '@playwright/test';
import type { Fleet } from '#core/fleet.ts';
import type { DaemonHealth } from '#core/protocol/daemon.ts';
import { STOP_SECONDS, WALL_VIEWS } from '#view-models/wall/options.ts';
import { INTERRUPTION_MS } from '#view-models/wall/rotation.ts';
import { AGAIN_MS } from '#state/wall-reload.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';
import { passAnimations } from './frames.ts';
import { startPages } from './page-host.ts';
import { expectReadable } from './wall-sizes.ts';
import { picture } from './pictures.ts';

// The turns of a wall are waited for; meanwhile others run.
test.describe.configure({ mode: 'parallel' });

const STOP_MS = STOP_SECONDS.usual * 1_000;
const HD = { width: 1920, height: 1080 };
const UHD = { width: 3840, height: 2160 };
const wall = (page: Page) => page.locator('.wall');
const title = (page: Page) => page.getByRole('heading', { level: 1 });

const PROFILES = [
	'Web API',
	'ML Compute',
	'Database',
	'ETL/Ingest',
	'Risk Analytics',
	'Generic',
	'Conductor Mgmt'
];

/** A fleet of all profiles in which only the named servers are critical. */
function calmBut(...critical: string[]): Fleet {
	const fleet = fleetOf(serverNames(40), seeded(1), { forecasts: false });
	const rows = fleet.rows.map((row, index) => ({
		...row,
		score: critical.includes(row.name) ? 92.5 : index,
		profile: PROFILES[index % PROFILES.length] ?? ''
	}));
	return { ...fleet, rows };
}

/** The daemon has not answered for a while. */
function daemonDown(): DaemonHealth {
	const since = Date.now() - 200_000;
	const detail = 'The daemon at http://daemon.example:8000 cannot be reached: connection refused.';
	return {
		state: 'down',
		stale: true,
		since,
		goodAt: since,
		dataAt: since,
		measuredAt: since,
		problem: { kind: 'daemon-unreachable', detail }
	};
}

/** The daemon always needs longer than a tick. */
function daemonSlow(): DaemonHealth {
	const now = Date.now();
	return {
		state: 'live',
		stale: false,
		since: now,
		goodAt: now,
		dataAt: now,
		measuredAt: now,
		tickMs: 7_000
	};
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
		test.describe(`at ${name} is readable from five metres, and nothing is cut or leaves the screen`, () => {
			test.use({ viewport: size });
			const factor = size.height / 1080;
			const kinds = ['live', 'stale'] as const;
			const showsAs = (page: Page, kind: string) =>
				expect(wall(page)).toHaveAttribute('data-freshness', kind);

			for (const view of WALL_VIEWS)
				test(`${view}, live and stale, with remarks at the foot`, async ({ page }) => {
					pages.answer(calmBut('ppweb001', 'ppweb002', 'ppweb003', 'ppweb004', 'ppweb005'));
					await page.goto(`${pages.url}/wall?views=${view},nonsense,nonsense`);
					for (const kind of kinds) {
						pages.daemon(kind === 'stale' ? daemonDown() : daemonSlow());
						await showsAs(page, kind);
						const slow = wall(page).getByText('The daemon is slow: new data every 7 s.');
						await expect(slow).toHaveCount(kind === 'live' ? 1 : 0);
						await expect(wall(page)).toContainText('ppweb004 and 1 more');
						await expect(wall(page)).toContainText('Unknown view “nonsense” (and 1 more)');
						await picture(page, `wall-${view}-${kind}-${name}`);
						await expectReadable(page, factor);
					}
				});

			test('interrupted by more servers than there is room for, live and stale', async ({
				page
			}) => {
				await page.goto(`${pages.url}/wall?views=overview`);
				await showsAs(page, 'live');
				pages.answer(calmBut(...serverNames(5)));
				await expect(title(page)).toHaveText('5 servers newly critical');
				await expect(wall(page)).toContainText('and 2 more servers');
				for (const kind of kinds) {
					if (kind === 'stale') pages.daemon(daemonDown());
					await showsAs(page, kind);
					await picture(page, `wall-interrupted-${kind}-${name}`);
					await expectReadable(page, factor);
				}
			});

			test('while the daemon warms up', async ({ page }) => {
				const empty = await startPages();
				const message = 'Warming up: 3/20 servers ready';
				empty.warmup({ phase: 'collecting', progressPercent: 41.6, message });
				await page.goto(`${empty.url}/wall`);
				await expect(wall(page)).toContainText('42%');
				await expect(wall(page)).toContainText(message);
				await picture(page, `wall-warm-up-${name}`);
				await expectReadable(page, factor);
				await empty.close();
			});
		});

	test('turns from view to view, and a server that becomes critical has it for a while', async ({
		page
	}) => {
		await page.clock.install();
		await page.goto(`${pages.url}/wall?views=top-risks,alerts`);
		await expect(title(page)).toHaveText('Top risks');
		await page.clock.runFor(STOP_MS);
		await expect(title(page)).toHaveText('Alerts');
		await page.clock.runFor(STOP_MS);
		await expect(title(page)).toHaveText('Top risks');
		pages.answer(calmBut('ppweb007'));
		await expect(title(page)).toHaveText('1 server newly critical');
		await expect(wall(page)).toContainText('ppweb007');
		await expect(wall(page)).toContainText('92.5');
		await picture(page, 'wall-interrupted');
		await page.clock.runFor(INTERRUPTION_MS);
		await expect(title(page)).toHaveText('Top risks');
		await expect(wall(page)).toContainText('1 server critical: ppweb007');
	});

	test('says what in its address it did not understand, and shows the rest', async ({ page }) => {
		await page.goto(`${pages.url}/wall?views=overview,nonsense`);
		await expect(title(page)).toHaveText('Overview');
		await expect(wall(page)).toContainText('Unknown view “nonsense”');
	});

	test('reloads when another version is there', async ({ page }) => {
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

	test('stays on screen when the server is gone just as the reload is due', async ({ page }) => {
		const newer = await startPages({ version: '2.0.0' });
		newer.answer(calmBut());
		await page.clock.install();
		await page.addInitScript(() => {
			Math.random = () => 0;
			const loads = Number(sessionStorage.getItem('loads') ?? 0) + 1;
			sessionStorage.setItem('loads', String(loads));
		});
		const asked: string[] = [];
		await page.route(/\/wall/, (route) => {
			asked.push(route.request().resourceType());
			return asked.length === 1 ? route.continue() : route.abort();
		});
		await page.goto(`${newer.url}/wall`);
		await expect.poll(() => asked.length).toBeGreaterThanOrEqual(2);
		await page.clock.runFor(AGAIN_MS / 2);
		await expect.poll(() => asked.length).toBeGreaterThanOrEqual(3);
		expect(new Set(asked.slice(1))).toEqual(new Set(['fetch']));
		await expect(wall(page)).toHaveAttribute('data-freshness', 'live');
		await page.unroute(/\/wall/);
		await page.clock.runFor(AGAIN_MS / 2);
		const loads = () => page.evaluate(() => sessionStorage.getItem('loads')).catch(() => null);
		await expect.poll(loads).toBe('2');
		await expect(wall(page)).toHaveAttribute('data-freshness', 'live');
		await newer.close();
	});

	test('whose code does not arrive says that it is not live, and comes back by itself', async ({
		page
	}) => {
		await page.clock.install();
		await page.route(/_app\/.*\.js/, (route) => route.abort());
		await page.goto(`${pages.url}/wall?views=overview`);
		const told = page.getByText('Not live: the page has not finished loading');
		await passAnimations(page, STOP_MS);
		await expect(told).toBeVisible();
		await picture(page, 'wall-code-missing');
		const again = page.waitForEvent('domcontentloaded');
		await page.clock.fastForward(30_000);
		await again;
		await passAnimations(page, STOP_MS);
		await expect(told).toBeVisible();
		await page.unroute(/_app\/.*\.js/);
		await page.clock.fastForward(30_000);
		await expect(wall(page)).toHaveAttribute('data-code', 'running');
		await expect(told).toBeHidden();
		await expect(wall(page)).toContainText('Live: 40 servers');
	});

	test('has no cursor, not even above what can be clicked elsewhere', async ({ page }) => {
		await page.goto(`${pages.url}/wall?views=heatmap`);
		await expect(page.locator('.wall canvas')).toHaveCSS('cursor', 'none');
	});

	test('is composed on a page of its own, with a preview and an address to copy', async ({
		page
	}) => {
		await page.goto(`${pages.url}/wall/setup`);
		await expect(page.locator('output')).toContainText('/wall?views=next-hours&every=20');
		await page.goto(`${pages.url}/wall/setup?views=overview`);
		const preview = page.frameLocator('iframe');
		await expect(preview.getByRole('heading', { level: 1 })).toHaveText('Overview');
		await page.getByRole('button', { name: 'Add Alerts' }).click();
		await page.getByRole('button', { name: 'Alerts earlier' }).click();
		await expect(page.locator('output')).toContainText('/wall?views=alerts,overview&every=20');
		await expect(preview.getByRole('heading', { level: 1 })).toHaveText('Alerts');
		await picture(page, 'wall-setup');
		await page.getByRole('button', { name: 'Remove Alerts' }).click();
		await expect(page.locator('output')).not.toContainText('alerts');
	});
});
