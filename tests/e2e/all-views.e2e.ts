import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { VIEWS } from '#core/views.ts';
import { FleetcastProcess } from '../support/fleetcast-process.ts';

/** A phone, a laptop, a 4K desk. */
const WIDTHS = [
	{ name: 'phone', width: 390, height: 844 },
	{ name: 'laptop', width: 1280, height: 800 },
	{ name: '4k', width: 3840, height: 2160 }
] as const;
const THEMES = ['light', 'dark'] as const;
let fleetcast: FleetcastProcess;
let server: string;

test.beforeAll(async ({ browser }) => {
	fleetcast = new FleetcastProcess({
		DEMO_SERVERS: '45',
		DEMO_SEED: '7',
		DEMO_SCENARIO: 'critical',
		TICK_SECONDS: '2'
	});
	await fleetcast.start();
	const page = await browser.newPage();
	await page.goto(fleetcast.url);
	server = (await page.locator('.bars .server').first().textContent({ timeout: 90_000 })) ?? '';
	await page.close();
});
test.afterAll(() => fleetcast.stop());

const addressOf = (path: string) =>
	`${fleetcast.url}${path}${path === '/server' || path === '/insights' ? `?name=${server}` : ''}`;

async function open(page: Page, path: string): Promise<void> {
	await page.goto(addressOf(path));
	await expect(page.getByRole('region', { name: /connection/i })).toContainText(/live/i);
	await expect(page.locator('main').getByText(/^waiting/i)).toHaveCount(0);
}

/** How far the page itself can be scrolled sideways: what is wide scrolls in a box of its own. */
const overflowPx = (page: Page) =>
	page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const { id, path } of VIEWS) {
	test(`${id} is without a fault that axe can find, by day and by night`, async ({ page }) => {
		for (const colorScheme of THEMES) {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			await open(page, path);
			const { violations } = await new AxeBuilder({ page })
				.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
				.analyze();
			const told = violations.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)]);
			expect(told).toEqual([]);
		}
	});

	test(`${id} fits a phone, a laptop, a 4K screen and a zoom of 200 %`, async ({ page }) => {
		for (const { name, width, height } of WIDTHS) {
			await page.setViewportSize({ width, height });
			for (const colorScheme of THEMES) {
				await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
				await open(page, path);
				const file = `test-results/views/${id}-${name}-${colorScheme}.png`;
				await page.screenshot({ path: file, fullPage: name !== '4k' });
			}
			expect(await overflowPx(page)).toBe(0);
		}
		// A zoom of 200 % on a laptop is a screen of half the width.
		await page.setViewportSize({ width: 640, height: 400 });
		expect(await overflowPx(page)).toBe(0);
	});

	test(`${id} is reached and used by keyboard alone`, async ({ page }) => {
		await open(page, path);
		const controls = await page
			.locator('a[href], button, input, select, textarea, summary, [tabindex="0"]')
			.filter({ visible: true })
			.evaluateAll((elements) =>
				elements
					.filter((element) => {
						const { tabIndex } = element as HTMLElement;
						return tabIndex >= 0 && !element.matches(':disabled');
					})
					.map((element, index) => {
						element.setAttribute('data-control', String(index));
						return element.matches('input[type=radio]:not(:checked)') ? [] : [index];
					})
					.flat()
			);
		const reached = new Set<number>();
		for (let press = 0; press < controls.length + 40; press++) {
			await page.keyboard.press('Tab');
			const at = await page.evaluate(() => document.activeElement?.getAttribute('data-control'));
			if (at != null) reached.add(Number(at));
		}
		expect(controls.filter((control) => !reached.has(control))).toEqual([]);
	});
}
