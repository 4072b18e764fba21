import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { VIEWS } from '#view-models/frame/views.ts';
import { FleetcastProcess } from '../support/fleetcast-process.ts';
import { axeFaults } from './accessibility.ts';
import { frames } from './frames.ts';
import { picture, picturesWanted } from './pictures.ts';

const LAPTOP = { name: 'laptop', width: 1280, height: 800 } as const;
const SCREENS = [
	{ name: 'phone', width: 360, height: 780 },
	LAPTOP,
	{ name: '4k', width: 3840, height: 2160 },
	// A zoom of 200 % on a laptop is a screen of half the width.
	{ name: 'zoomed', width: 640, height: 400 }
] as const;
/** They differ by colours alone, so what fits a screen is measured in one of them. */
const THEMES = ['light', 'dark'] as const;
// Half of the views in each worker, before a server of its own.
test.describe.configure({ mode: 'parallel' });

let fleetcast: FleetcastProcess;
let server: string;
let folder: string;

test.beforeAll(async ({ browser }) => {
	folder = await mkdtemp(join(tmpdir(), 'fleetcast-'));
	fleetcast = new FleetcastProcess({
		HISTORY_DIR: folder,
		DEMO_SERVERS: '45',
		DEMO_SEED: '7',
		DEMO_SCENARIO: 'critical',
		TICK_SECONDS: '2'
	});
	await fleetcast.start();
	const page = await browser.newPage();
	await page.goto(`${fleetcast.url}/overview`);
	server = (await page.locator('.bars .server').first().textContent()) ?? '';
	await page.close();
});
test.afterAll(async () => {
	await fleetcast.stop();
	await rm(folder, { recursive: true });
});

const addressOf = (path: string) =>
	`${fleetcast.url}${path}${path === '/server' || path === '/insights' ? `?name=${server}` : ''}`;

async function open(page: Page, path: string): Promise<void> {
	await page.goto(addressOf(path));
	await expect(page.getByRole('region', { name: /connection/i })).toContainText(/live/i);
	await expect(page.locator('main').getByText(/^waiting/i)).toHaveCount(0);
}

/** Returns how far the page itself scrolls sideways: wide content must scroll in a box of its own. */
const overflowPx = (page: Page) =>
	page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Rows that change places during the tabbing may be reached in a later pass. */
const ROUNDS = 3;

/** Presses Tab until every control has been reached; returns those that were not. */
async function unreachable(page: Page): Promise<readonly string[]> {
	const count = await page.evaluate(() => {
		const usable = [
			...document.querySelectorAll<HTMLElement>(
				'a[href], button, input, select, textarea, summary, [tabindex]'
			)
		].filter(
			(element) =>
				element.tabIndex >= 0 &&
				!element.matches(':disabled, input[type=radio]:not(:checked)') &&
				element.checkVisibility({ visibilityProperty: true })
		);
		usable.forEach((element) => element.setAttribute('data-unreached', ''));
		document.addEventListener('focusin', ({ target }) =>
			(target as Element).removeAttribute('data-unreached')
		);
		(document.activeElement as HTMLElement | null)?.blur();
		return usable.length;
	});
	const left = page.locator('[data-unreached]');
	for (let round = 0; round < ROUNDS && (await left.count()) > 0; round++)
		for (let press = 0; press < count + 20; press++) await page.keyboard.press('Tab');
	return left.evaluateAll((elements) => elements.map(({ outerHTML }) => outerHTML.slice(0, 200)));
}

for (const { id, path } of VIEWS)
	test(`${id} has no fault that axe finds, fits every screen, and is used by keyboard alone`, async ({
		page
	}) => {
		await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
		await open(page, path);
		for (const colorScheme of THEMES) {
			await page.emulateMedia({ colorScheme });
			await page.setViewportSize(LAPTOP);
			expect.soft(await axeFaults(page), colorScheme).toEqual([]);
			for (const screen of picturesWanted ? SCREENS : []) {
				await page.setViewportSize(screen);
				await picture(page, `views/${id}-${screen.name}-${colorScheme}`, screen.name !== '4k');
			}
		}
		for (const screen of SCREENS) {
			await page.setViewportSize(screen);
			await frames(page);
			expect.soft(await overflowPx(page), screen.name).toBe(0);
		}
		await page.setViewportSize(LAPTOP);
		expect(await unreachable(page)).toEqual([]);
	});
