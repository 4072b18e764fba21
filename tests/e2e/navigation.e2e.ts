import { expect, test, type Page } from '@playwright/test';
import { axeFaults } from './accessibility.ts';
import { LIVE } from './overview-fleet.ts';
import { startPages, type Pages } from './page-host.ts';

let pages: Pages;
test.beforeAll(async () => {
	pages = await startPages();
	pages.answer(LIVE);
});
test.afterAll(() => pages.close());

const views = (page: Page) => page.getByRole('navigation', { name: 'Views', exact: true });
const tabs = (page: Page) => page.getByRole('navigation', { name: /^Views of/ });
const isLive = (page: Page) =>
	expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');

for (const width of [1024, 1280, 1440])
	test(`all groups, and the views of the open one, are on screen at ${width}`, async ({ page }) => {
		await page.setViewportSize({ width, height: 800 });
		await page.goto(`${pages.url}/drift`);
		for (const group of ['Next', 'Fleet', 'Server and why', 'History', 'Trust', 'Act'])
			await expect(views(page).getByRole('link', { name: group })).toBeInViewport({ ratio: 1 });
		for (const view of ['Accuracy', 'Drift', 'Cascade'])
			await expect(tabs(page).getByRole('link', { name: view })).toBeInViewport({ ratio: 1 });
		await expect(page.getByRole('button', { name: 'Menu' })).toBeInViewport({ ratio: 1 });
	});

test.describe('without JavaScript', () => {
	test.use({ javaScriptEnabled: false, viewport: { width: 1024, height: 800 } });
	test('the groups, their views and the menu are plain links', async ({ page }) => {
		await page.goto(pages.url);
		await views(page).getByRole('link', { name: 'Trust' }).click();
		await expect(page).toHaveURL(`${pages.url}/accuracy`);
		await tabs(page).getByRole('link', { name: 'Cascade' }).click();
		await expect(page).toHaveURL(`${pages.url}/cascade`);
		await page.getByRole('button', { name: 'Menu' }).click();
		await page.getByRole('link', { name: 'Roadmap' }).click();
		await expect(page).toHaveURL(`${pages.url}/roadmap`);
	});
});

test('from group to group nothing below the header moves', async ({ page }) => {
	await page.goto(pages.url);
	await isLive(page);
	const top = async () => (await page.locator('main').boundingBox())?.y;
	const before = await top();
	for (const group of ['Fleet', 'History', 'Act', 'Next']) {
		await views(page).getByRole('link', { name: group }).click();
		await expect(views(page).getByRole('link', { name: group })).toHaveAttribute(
			'aria-current',
			'page'
		);
		expect(await top(), group).toBe(before);
	}
});

test('Server and why opens the highest risk, and leads from the server to why and back', async ({
	page
}) => {
	await page.goto(pages.url);
	await isLive(page);
	await views(page).getByRole('link', { name: 'Server and why' }).click();
	await expect(page).toHaveURL(`${pages.url}/server?name=ppweb001`);
	await tabs(page).getByRole('link', { name: 'Insights' }).click();
	await expect(page).toHaveURL(`${pages.url}/insights?name=ppweb001`);
	await expect(page.getByRole('heading', { level: 1, name: 'ppweb001' })).toBeVisible();
});

test('Ctrl-K finds a view by keyboard alone', async ({ page }) => {
	await page.goto(pages.url);
	await isLive(page);
	await page.keyboard.press('Control+k');
	await page.keyboard.type('cost');
	await expect(page.getByRole('option', { name: /Cost avoidance\s*View/ })).toBeInViewport();
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(`${pages.url}/cost`);
});

test('? shows the keys and hides them, as does the menu', async ({ page }) => {
	await page.goto(pages.url);
	await isLive(page);
	const keys = page.getByRole('dialog', { name: 'Keys' });
	await page.keyboard.press('?');
	await expect(keys).toBeVisible();
	expect(await axeFaults(page)).toEqual([]);
	await page.keyboard.press('?');
	await expect(keys).toBeHidden();
	await page.getByRole('button', { name: 'Menu' }).click();
	expect(await axeFaults(page)).toEqual([]);
	await page.getByRole('button', { name: 'Keys' }).click();
	await expect(keys).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(keys).toBeHidden();
});

test('what is found lies over the page, whatever bars follow the header', async ({ page }) => {
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.goto(`${pages.url}/heatmap`);
	await isLive(page);
	await page.keyboard.press('/');
	const last = page.getByRole('listbox').getByRole('option').last();
	await expect(last).toBeVisible();
	const isOnTop = await last.evaluate((element) => {
		const { x, y, width, height } = element.getBoundingClientRect();
		return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
	});
	expect(isOnTop).toBe(true);
});

test('on a phone the frame is one line, and what it does not hold is below the view', async ({
	page
}) => {
	await page.setViewportSize({ width: 360, height: 780 });
	await page.goto(pages.url);
	await isLive(page);
	const main = await page.locator('main').boundingBox();
	expect(main?.y).toBeLessThanOrEqual(48);
	const tools = page.locator('.frame-header');
	expect(await tools.evaluate((line) => line.scrollWidth - line.clientWidth)).toBe(0);
	await expect(page.getByRole('link', { name: /^Demo data\. Live/ })).toBeInViewport({ ratio: 1 });
	const connection = await page.getByRole('region', { name: /connection/i }).boundingBox();
	expect(connection?.y).toBeGreaterThanOrEqual((main?.y ?? 0) + (main?.height ?? 0));
});
