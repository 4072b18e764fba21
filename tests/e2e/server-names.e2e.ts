import { expect, test, type Page } from '@playwright/test';
import { frames } from './frames.ts';
import { fleetOf, seeded } from '../support/fleets.ts';
import { startPages, type Pages } from './page-host.ts';
import { picture } from './pictures.ts';

/** As long as a label of a host name may be. */
const LONGEST = 63;
const FONTS = ['IBM Plex Sans', 'DejaVu Sans', 'monospace'];
const NAMES = {
	short: (index: number) => `ppdb${index}`,
	long: (index: number) => `db-primary-eu-west-${index}`,
	longest: (index: number) => `${index}kubernetes-node-pool-${'wmo'.repeat(20)}`.slice(0, LONGEST)
} as const;

let pages: Pages;
test.beforeEach(async () => {
	pages = await startPages();
});
test.afterEach(() => pages.close());

/** A fleet at risk, and everything about it, whose names are given. */
function answerNamed(nameOf: (index: number) => string): void {
	const names = Array.from({ length: 20 }, (_, index) => nameOf(index));
	const fleet = fleetOf(names, seeded(3));
	pages.answer({ ...fleet, rows: fleet.rows.map((row, index) => ({ ...row, score: 60 + index })) });
}

/** Names, anywhere but in the foot of a wall, of which a part is not seen. */
function cutNames() {
	const clipped = (element: Element | null, box: DOMRect): boolean => {
		for (let around = element; around; around = around.parentElement) {
			const { overflowX, overflowY } = getComputedStyle(around);
			const room = around.getBoundingClientRect();
			if (overflowX === 'hidden' && (box.right > room.right + 1 || box.left < room.left - 1))
				return true;
			if (overflowY === 'hidden' && (box.bottom > room.bottom + 1 || box.top < room.top - 1))
				return true;
		}
		return false;
	};
	const names = [...document.querySelectorAll('main bdi')].filter(
		(name) => !name.closest('footer, .visually-hidden') && name.getClientRects().length > 0
	);
	const cut = names
		.filter((name) => [...name.getClientRects()].some((box) => clipped(name, box)))
		.map(({ textContent }) => textContent);
	return { seen: names.length, cut, over: document.documentElement.scrollWidth - innerWidth };
}

async function expectWhole(page: Page, what: string): Promise<void> {
	await expect.poll(async () => (await page.evaluate(cutNames)).seen).toBeGreaterThan(0);
	for (const font of FONTS) {
		await page.evaluate(
			(family) => document.documentElement.style.setProperty('--font', `"${family}", ${family}`),
			font
		);
		await frames(page);
		const { cut, over } = await page.evaluate(cutNames);
		expect.soft(cut, `${what} in ${font}`).toEqual([]);
		expect.soft(over, `${what} in ${font}`).toBe(0);
	}
}

for (const [size, width, height] of [
	['1080p', 1920, 1080],
	['4K', 3840, 2160]
] as const)
	for (const view of ['next-hours', 'top-risks', 'alerts'])
		test(`no name is cut on a wall with ${view} at ${size}, in any of three fonts`, async ({
			page
		}) => {
			await page.setViewportSize({ width, height });
			for (const [length, nameOf] of Object.entries(NAMES)) {
				answerNamed(nameOf);
				await page.goto(`${pages.url}/wall?views=${view}`);
				await expect(page.locator('.wall')).toHaveAttribute('data-freshness', 'live');
				await expectWhole(page, length);
				await picture(page, `wall-names-${view}-${length}-${size}`);
			}
		});

for (const width of [360, 1440])
	test(`no name is cut in a view of servers at ${width}, in any of three fonts`, async ({
		page
	}) => {
		await page.setViewportSize({ width, height: 900 });
		for (const nameOf of [NAMES.long, NAMES.longest]) {
			answerNamed(nameOf);
			for (const path of ['', 'top-risks', 'insights', 'alerting', 'remediation', 'cost']) {
				await page.goto(`${pages.url}/${path}`);
				await expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');
				await expectWhole(page, path);
				await picture(page, `names-${path || 'next'}-${width}`);
			}
		}
	});
