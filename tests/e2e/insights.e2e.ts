import { expect, test, type Page } from '@playwright/test';
import type { Fleet } from '#core/fleet.ts';
import type { ExplanationState } from '#core/topics/explanation.ts';
import { readExplanation } from '../../server/upstream/explanation.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';
import { recordedJson } from '../support/recordings.ts';
import { startPages, type Pages } from './page-host.ts';
import { axeFaults } from './accessibility.ts';

let pages: Pages;
test.beforeAll(async () => {
	pages = await startPages();
});
test.afterAll(() => pages.close());

function fleet(scores: Readonly<Record<string, number>> = {}): Fleet {
	const drawn = fleetOf(serverNames(20), seeded(7));
	return { ...drawn, rows: drawn.rows.map((row) => ({ ...row, score: scores[row.name] ?? 12 })) };
}
const LIVE = fleet({ ppweb003: 95, ppweb002: 88 });

/** As a daemon in service once explained a server. */
function explanation(): ExplanationState {
	const read = readExplanation(recordedJson('healthy/explain-riskiest.json'), Date.now());
	if (!read.ok) throw new Error(read.problem.detail);
	return read.value.state;
}

/** The same from a daemon that works out the score too. */
function scored(): ExplanationState {
	const state = explanation();
	if (!state.explained) return state;
	const changes: Readonly<Record<string, number>> = { HIGH: -30, MEDIUM: -5, LOW: -15 };
	const whatIfs = state.whatIfs.map((each) => {
		const scoreChange = changes[each.effort] ?? 0;
		return { ...each, scoreChange, scoreAfter: 88 + scoreChange };
	});
	return { ...state, whatIfs };
}

const isLive = (page: Page) =>
	expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');

test('who names no server sees the one of the highest risk, and its name in the address', async ({
	page
}) => {
	pages.answer(LIVE);
	await page.goto(`${pages.url}/insights`);
	await expect(page).toHaveURL(/\/insights\?name=ppweb003$/);
	await expect(page.getByRole('heading', { level: 1, name: 'ppweb003' })).toBeVisible();
	const listed = page.getByRole('navigation', { name: /Servers to explain/ }).getByRole('link');
	await expect(listed.nth(0)).toHaveText(/ppweb003.*95\.0/s);
	await expect(listed.nth(1)).toHaveText(/ppweb002.*88\.0/s);
});

test('find out why: the daemon is asked, says why with its method, and the answer arrives by itself', async ({
	page
}) => {
	pages.answer(LIVE);
	await page.goto(`${pages.url}/server?name=ppweb003`);
	await page
		.getByRole('link', { name: /Insights$/ })
		.last()
		.click();
	await isLive(page);
	await expect(page.getByText('Asking the daemon to explain this server…')).toBeVisible();
	await expect(page.getByText('The points are not shown')).toBeVisible();

	pages.explain('ppweb003', explanation());
	const why = page.getByRole('region', { name: 'Why: importance, by the daemon' });
	await expect(why).toContainText('method: approximation');
	await expect(why).not.toContainText(/shap/i);
	await expect(why.getByRole('listitem').first()).toHaveText(/CPU idle.*0\.87.*increasing/s);
	await why.getByRole('button', { name: 'All 14 metrics' }).click();
	await expect(why.getByRole('listitem')).toHaveCount(14);
	const when = page.getByRole('region', { name: /^When/ });
	await expect(when).toContainText('50.2% of the weight, importance very high');
	await expect(when.locator('svg rect')).toHaveCount(150);

	// What a person has opened survives the next answer.
	pages.answer(LIVE);
	pages.explain('ppweb003', explanation());
	await expect(why.getByRole('listitem')).toHaveCount(14);
});

test('what if we act: scenarios with what they bring and cost, and by CPU alone no best', async ({
	page
}) => {
	pages.answer(LIVE);
	await page.goto(`${pages.url}/insights?name=ppweb002`);
	await isLive(page);
	pages.explain('ppweb002', explanation());
	const rows = page.getByRole('region', { name: 'What if' }).locator('tbody tr');
	await expect(rows).toHaveCount(6);
	await expect(rows.first()).toHaveText(
		/Scale horizontally.*14\.1%.*−28\.2.*✓ safe.*high.*low.*80%/s
	);
	await expect(
		page.getByText(/^Judged by CPU alone; what drives this score is not known/)
	).toBeVisible();
	await expect(page.locator('tr[data-best]')).toHaveCount(0);
	await expect(page.getByText(/Best option/)).toHaveCount(0);

	pages.explain('ppweb002', scored());
	// 30 × ⅓ is less than 15 × 1.
	await expect(page.locator('tr[data-best]')).toHaveText(
		/★ best\s+Restart service.*73\.0.*−15\.0/s
	);
	await expect(
		page.getByText(/Best option for its effort:.*risk score 15\.0 points lower/)
	).toBeVisible();
});

test('a server that cannot be explained says why, and one that is not there that it is not', async ({
	page
}) => {
	pages.answer(LIVE);
	await page.goto(`${pages.url}/insights?name=ppweb001`);
	await isLive(page);
	pages.explain('ppweb001', {
		explained: false,
		reason: 'The daemon has too few records of this server yet.'
	});
	await expect(page.getByText('The daemon has too few records')).toBeVisible();
	await expect(page.getByRole('progressbar')).toHaveCount(0);
	await page.goto(`${pages.url}/insights?name=${encodeURIComponent('<b>no/one</b>')}`);
	await expect(page.getByText('No such server')).toBeVisible();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('<b>no/one</b>');
});

test('another server is found by name, with the keyboard alone', async ({ page }) => {
	pages.answer(LIVE);
	await page.goto(`${pages.url}/insights?name=ppweb003`);
	await isLive(page);
	await page.getByRole('searchbox', { name: 'Name' }).focus();
	await page.keyboard.type('017');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/name=ppweb017$/);
	await expect(page.getByRole('heading', { level: 1, name: 'ppweb017' })).toBeVisible();
});

test('the page stands without JavaScript, explanation and all', async ({ browser }) => {
	pages.answer(LIVE);
	pages.explain('ppweb003', scored());
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(`${pages.url}/insights?name=ppweb003`);
	await expect(page.locator('tr[data-best]')).toBeVisible();
	expect(await page.locator('[style]').count()).toBe(0);
	await context.close();
});

for (const colorScheme of ['light', 'dark'] as const)
	test(`axe finds no fault in it, by ${colorScheme}, and nothing is cut off on a phone`, async ({
		browser
	}) => {
		pages.answer(LIVE);
		pages.explain('ppweb003', scored());
		const context = await browser.newContext({
			colorScheme,
			viewport: { width: 320, height: 640 }
		});
		const page = await context.newPage();
		await page.goto(`${pages.url}/insights?name=ppweb003`);
		await expect(page.locator('tr[data-best]')).toBeVisible();
		const wider = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth
		);
		expect(wider).toBe(0);
		expect(await axeFaults(page)).toEqual([]);
		await context.close();
	});
