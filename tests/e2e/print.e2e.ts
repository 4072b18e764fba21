import { expect, test, type Page } from '@playwright/test';
import { VIEWS } from '#view-models/frame/views.ts';
import { fleetOf, seeded } from '../support/fleets.ts';
import { frames } from './frames.ts';
import { startPages, type Pages } from './page-host.ts';
import { picture } from './pictures.ts';

/** A4 between margins of 10 mm, in CSS pixels. */
const PAPER = { width: 718, height: 1047 };
const SERVERS = Array.from({ length: 130 }, (_, index) => `db-primary-eu-west-${index}`);

let pages: Pages;
test.beforeAll(async () => {
	pages = await startPages();
	pages.answer(fleetOf(SERVERS, seeded(5)));
});
test.afterAll(async () => {
	await pages.close();
});

/** What of the page has no business on paper, or does not fit. */
function faults() {
	const seen = (element: Element) => element.getClientRects().length > 0;
	const all = (selector: string) => [...document.querySelectorAll(selector)].filter(seen);
	const controls = all('nav, input, select, button:not(th button)');
	const cut = all('#view *').filter((element) => {
		const { overflowX } = getComputedStyle(element);
		return (
			overflowX !== 'visible' &&
			!element.closest('.visually-hidden') &&
			element.scrollWidth > element.clientWidth + 1
		);
	});
	const wide = all('#view table').filter(
		(table) => table.getBoundingClientRect().right > innerWidth + 1
	);
	return {
		controls: controls.map(({ outerHTML }) => outerHTML.slice(0, 80)),
		cut: [...cut, ...wide].map(({ outerHTML }) => outerHTML.slice(0, 80))
	};
}

async function open(page: Page, path: string): Promise<void> {
	const named = path === '/server' || path === '/insights' ? `?name=${SERVERS[0]}` : '';
	await page.emulateMedia({ colorScheme: 'dark' });
	await page.setViewportSize(PAPER);
	await page.goto(pages.url + path + named);
	await expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');
	await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
	await frames(page);
}

for (const { id, path } of VIEWS)
	test(`${id} is printed by day, whole, without controls, and says whose and of when it is`, async ({
		page
	}) => {
		await open(page, path);
		await expect(page.locator('.on-paper')).toContainText(/^Wells Fargo Fleetcast: \w+/);
		await expect(page.locator('.on-paper')).toContainText(/as of \d{4}-\d{2}-\d{2} \d{2}:\d{2}/);
		expect(await page.evaluate(faults)).toEqual({ controls: [], cut: [] });
		const ground = await page.evaluate(() => {
			const probe = document.body.appendChild(document.createElement('i'));
			probe.style.color = 'var(--text)';
			const { color } = getComputedStyle(probe);
			probe.remove();
			return color;
		});
		expect(ground).toBe('rgb(51, 51, 51)');
		await picture(page, `print-${id}`, true);
	});

test('a table that scrolls on a screen has all of its rows on paper', async ({ page }) => {
	await open(page, '/heatmap');
	await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
	const rows = page.locator('#view tr[data-row]');
	const drawn = await rows.count();
	await page.evaluate(() => dispatchEvent(new Event('afterprint')));
	expect(drawn === 0 || drawn >= SERVERS.length).toBe(true);
});
