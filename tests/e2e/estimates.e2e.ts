import { expect, test, type Page } from '@playwright/test';
import type { Fleet } from '#core/fleet.ts';
import type { AnswerOf } from '#core/history/queries.ts';
import type { RiskTimes } from '#core/history/risk-times.ts';
import { ok } from '#core/protocol/problem.ts';
import { noHistory, type History } from '../../server/history/history.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';
import { startPages, type Pages } from './page-host.ts';

let pages: Pages;
test.beforeAll(async () => {
	pages = await startPages({ demo: false, history: HISTORY });
});
test.afterAll(async () => {
	await pages.close();
});

const HOUR_MS = 3_600_000;
const KEPT_MS = 30 * HOUR_MS;
/** A day and more, in which half a server was at high risk. */
const HISTORY: Pick<History, 'ask' | 'state'> = {
	...noHistory(),
	ask: (name, ...asked) =>
		name === 'riskTimes'
			? // By construction: the answer to this question.
				Promise.resolve(ok(RISK_TIMES as AnswerOf<typeof name>))
			: noHistory().ask(name, ...asked)
};
const RISK_TIMES: RiskTimes = {
	window: { from: 0, to: KEPT_MS, stepMs: HOUR_MS },
	keptMs: KEPT_MS,
	highServerMs: KEPT_MS / 2,
	mediumServerMs: 0
};
const NAMES = serverNames(20);

/** Twenty servers whose scores are these in their order, the rest calm. */
function fleet(...scores: readonly number[]): Fleet {
	const drawn = fleetOf(NAMES, seeded(7));
	return {
		...drawn,
		rows: drawn.rows.map((row, index) => ({ ...row, score: scores[index] ?? 12 })),
		environment: { risk30m: 0.75, risk8h: 0.5 }
	};
}
const BURNING = fleet(95.5, 90, 88, 79.9, 65, 52, 35, 29.9);
const CALM = fleet();

async function open(page: Page, path: string): Promise<void> {
	await page.goto(pages.url + path);
	await expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');
}

test('what would be sent: by whom, how and why, for servers and for the fleet', async ({
	page
}) => {
	pages.answer(BURNING);
	await open(page, '/alerting');
	await expect(page.locator('.total')).toHaveText(
		'8 messages: 2 imminent, 2 critical, 1 danger, 1 warning, 1 degrading, 1 watch'
	);
	const first = page.getByRole('row', { name: /risk at or over 90/ }).first();
	await expect(first).toContainText(/imminent\s*95\.5\s*phone, SMS, app\s*5 min/);
	const rules = page.getByRole('region', { name: 'Rules for the fleet as a whole' });
	await expect(rules.getByRole('row', { name: /30 min risk over 70%/ })).toContainText('yes');
	await expect(rules.getByRole('row', { name: /30 min risk over 40%/ })).toContainText('no');
	await expect(rules.getByRole('row', { name: /8 h risk over 50%/ })).toContainText('no');
	await expect(page.getByText('it sends nothing')).toBeVisible();

	pages.answer(CALM);
	await expect(page.locator('.total')).toHaveText('1 message: 1 critical');
	await expect(page.getByText('Nothing would be sent about a server')).toBeVisible();
});

test('a severity, a sort and a filter of the messages stand in the address, and survive the next tick and a reload', async ({
	page
}) => {
	pages.answer(BURNING);
	await open(page, '/alerting');
	const messages = page.getByRole('region', { name: 'Messages about servers' });
	await page.getByRole('radio', { name: 'imminent' }).press('Space');
	await expect(messages.locator('tbody tr')).toHaveCount(2);
	await messages.getByRole('button', { name: 'Risk' }).click();
	await expect(page).toHaveURL(/severity=imminent&sort=risk$/);
	await expect(messages.locator('tbody tr').first()).toContainText('90.0');

	const filter = page.getByRole('searchbox', { name: /Messages about servers/ });
	await filter.fill('95.');
	await expect(messages.locator('tbody tr')).toHaveCount(1);
	pages.answer(fleet(95.7, 90));
	const same = async () => {
		await expect(messages.locator('tbody tr')).toHaveCount(1);
		await expect(messages.locator('tbody tr')).toContainText('95.7');
		await expect(filter).toHaveValue('95.');
	};
	await same();
	await page.reload();
	await same();
});

test('what if we act: who is helped, how, and who must agree', async ({ page }) => {
	pages.answer(fleet(95, 85, 70, 69.9));
	await open(page, '/remediation');
	await expect(page.getByText('A plan only.')).toBeVisible();
	await expect(page.locator('.figures')).toContainText(/Queued\s*3\s*of 20 servers/);
	const queued = page.getByRole('region', { name: 'Plan by server' });
	await expect(queued.locator('tbody tr')).toHaveCount(3);
	await expect(queued.locator('tbody tr').first()).toContainText(
		/95\.0.*Connection pooling.*director approves.*autonomous/s
	);
	const policy = page.getByRole('region', { name: 'Approval policy', exact: true });
	await expect(policy.getByRole('row', { name: /70 to 85/ })).toContainText('2');

	pages.answer(CALM);
	await expect(page.getByText('Nothing planned')).toBeVisible();
});

test('what does it cost: with my own numbers, live, and for anyone with the address', async ({
	page,
	browser
}) => {
	// Two of high risk, one of medium: (2 + 0.3) × 0.85 × 125,000 × 30.
	pages.answer(fleet(90, 70, 40));
	await open(page, '/cost');
	const monthly = page.locator('[data-figure=monthly]').first();
	await expect(monthly).toHaveText('$7,331,250');
	await expect(page.locator('[data-figure=high]').nth(1)).toHaveText('0.5');

	await page.getByRole('spinbutton', { name: 'Outage cost per hour' }).fill('100000');
	await expect(monthly).toHaveText('$14,662,500');
	await page.getByRole('combobox', { name: 'Currency' }).selectOption('EUR');
	await expect(monthly).toHaveText('€14,662,500');

	pages.answer(fleet(90));
	await expect(monthly).toHaveText('€6,375,000');

	const colleague = await browser.newPage({ javaScriptEnabled: false });
	await colleague.goto(page.url());
	await expect(colleague.locator('[data-figure=monthly]').first()).toHaveText('€6,375,000');
	await colleague.close();

	await page.goto(`${pages.url}/cost`);
	await expect(monthly).toHaveText('€6,375,000');
	await page.getByRole('button', { name: 'Reset to defaults' }).click();
	await expect(monthly).toHaveText('$3,187,500');
});

test('an absurd number says what is wrong beside its field, and the last good result stays', async ({
	page
}) => {
	pages.answer(fleet(90, 70, 40));
	await open(page, '/cost');
	const hours = page.getByRole('spinbutton', { name: 'Mean outage duration' });
	for (const absurd of ['0', '-3', '1e9', '']) {
		await hours.fill(absurd);
		await expect(page.getByText('a number from 0.1 to 720')).toBeVisible();
		await expect(hours).toHaveAttribute('aria-invalid', 'true');
		await expect(page.locator('[data-figure=monthly]').first()).toHaveText('$7,331,250');
	}
	await hours.fill('5');
	await expect(page.getByText('a number from 0.1 to 720')).toBeHidden();
	await expect(page.locator('[data-figure=monthly]').first()).toHaveText('$14,662,500');

	await open(page, '/cost?cost=0&currency=GOLD');
	await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(2);
});

test('the guide is read without JavaScript, by its contents', async ({ browser }) => {
	pages.answer(CALM);
	const page = await browser.newPage({ javaScriptEnabled: false });
	await page.goto(`${pages.url}/documentation`);
	await expect(page.getByRole('heading', { level: 1, name: /^Guide/ })).toBeVisible();
	await expect(page.getByRole('row', { name: /critical 80 and over octagon/ })).toBeVisible();
	// Emphasised words have no gaps around them.
	await expect(page.getByText('(LEVEL_CRITICAL, LEVEL_WARNING, LEVEL_DEGRADED)')).toBeVisible();
	await page.getByRole('link', { name: 'Cost avoidance' }).last().click();
	await expect(page).toHaveURL(/#cost-avoidance$/);
	await page.getByRole('link', { name: 'the protocol', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1, name: /^The protocol/ })).toBeVisible();
	await page.goto(`${pages.url}/roadmap`);
	await expect(page.getByRole('heading', { name: /^Sending alerts|^Next/ }).first()).toBeVisible();
	expect(await page.locator('[style]').count()).toBe(0);
	await page.close();
});

test('an empty fleet is described in words, and the tables in force are shown nevertheless', async ({
	page
}) => {
	pages.answer({ ...CALM, rows: [], alerts: [] });
	await open(page, '/alerting');
	await expect(page.locator('[data-view-state=empty]')).toBeVisible();
	await expect(page.getByRole('row', { name: /imminent 90 and over/ })).toBeVisible();
	await open(page, '/remediation');
	await expect(page.locator('[data-view-state=empty]')).toBeVisible();
	await expect(page.getByRole('row', { name: /over 85 director approves/ })).toBeVisible();
	await open(page, '/cost');
	await expect(page.locator('[data-view-state=empty]')).toBeVisible();
	// The projection is from the history, which does have servers.
	await expect(page.locator('.figures')).toContainText(/Verdict/);
});
