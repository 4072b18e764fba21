import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { BYTE_ORDER_MARK } from '#view-models/history/csv.ts';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import type { AnswerOf, QueryName, QuestionOf } from '#core/history/queries.ts';
import type { History } from '../../server/history/history.ts';
import { DerivedHistory, levelTick } from '../support/derived-history.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';
import { readCsv } from '../support/read-csv.ts';
import { startPages, type Pages } from './page-host.ts';
import { axeFaults } from './accessibility.ts';
import { picture } from './pictures.ts';

const BEGAN = Date.UTC(2026, 0, 15, 9, 0);
const TICK_MS = 10_000;
const HOSTILE = '=HYPERLINK("http://x","a,b")';
let pages: Pages;

/** Three servers over 40 minutes: one bad once, one often, one never. */
function prepared(): DerivedHistory {
	const history = new DerivedHistory();
	for (let tick = 0; tick < 240; tick++)
		history.keep(
			levelTick(BEGAN + tick * TICK_MS, {
				ppdb001: tick >= 60 && tick < 120 ? 'critical' : 'healthy',
				[HOSTILE]: tick % 40 >= 30 ? 'warning' : 'healthy',
				ppweb001: 'healthy'
			})
		);
	return history;
}

function historyOf(kept: DerivedHistory | undefined): Pick<History, 'ask' | 'state'> {
	return {
		state: () => (kept ? { keeping: true } : { keeping: false, reason: 'switched off' }),
		ask: <Name extends QueryName>(name: Name, question: QuestionOf<Name>) =>
			Promise.resolve<Result<AnswerOf<Name>>>(
				kept
					? ok(kept.ask(name, question))
					: err('history-absent', 'Fleetcast keeps no history here.')
			)
	};
}

async function start(kept: DerivedHistory | undefined): Promise<void> {
	pages = await startPages({ history: historyOf(kept) });
	pages.answer(fleetOf(serverNames(3), seeded(1), { forecasts: false }));
}

test.afterEach(() => pages.close());

const figures = (page: Page) => page.getByLabel('Summary of the range');
const events = (page: Page) => page.getByRole('region', { name: 'Alert events' }).first();

test('the past is shown as figures, a chart, events and servers', async ({ page }) => {
	await start(prepared());
	await page.goto(`${pages.url}/history`);
	await expect(figures(page)).toContainText(/Alerts\s*7/);
	await expect(figures(page)).toContainText(/Resolved\s*6/);
	await expect(figures(page)).toContainText(/Mean time to resolve\s*3 min/);
	await expect(events(page)).toContainText('ppdb001');
	await expect(events(page)).toContainText('10 min 00 s');
	await expect(page.locator('[data-chart="environment"]')).toHaveAttribute('data-drawn', '');
	await picture(page, 'history', true);
	expect(await axeFaults(page)).toEqual([]);
});

test('can be read before, and without, any script', async ({ browser }) => {
	await start(prepared());
	const page = await browser.newPage({ javaScriptEnabled: false });
	await page.goto(`${pages.url}/history`);
	await expect(figures(page)).toContainText(/Alerts\s*7/);
	await page.close();
});

test('a pointer on its link already asks, and the press asks nothing more', async ({ page }) => {
	await start(prepared());
	await page.goto(`${pages.url}/overview`);
	await expect(page.getByText(/^Live:/)).toBeVisible();
	const asked: string[] = [];
	page.on('request', (request) => {
		const { pathname } = new URL(request.url());
		if (/api\/history|__data/.test(pathname)) asked.push(pathname);
	});
	const link = page.getByRole('link', { name: 'History', exact: true });
	const answered = page.waitForResponse(/history\/__data\.json/);
	await link.hover();
	// Its body is not waited for: the press takes what the hover asked for, come or not.
	await answered;
	await link.click();
	await expect(figures(page)).toContainText(/Alerts\s*7/);
	await expect(events(page)).toContainText('ppdb001');
	await expect(page.locator('[data-chart="environment"]')).toHaveAttribute('data-drawn', '');
	expect(asked).toEqual(['/history/__data.json']);
});

test('a range, and what the chart of a server shows, stand in the address', async ({ page }) => {
	await start(prepared());
	await page.goto(`${pages.url}/history`);
	await expect(figures(page)).toContainText(/Alerts\s*7/);
	await page.getByRole('radio', { name: '30 min' }).check();
	await expect.poll(() => new URL(page.url()).searchParams.get('range')).toBe('30m');
	await page.getByRole('button', { name: 'Chart of ppdb001' }).click();
	await expect(page.getByRole('region', { name: /History of ppdb001/ })).toContainText(
		'Risk from 10.0 to 90.0'
	);
	await page.getByRole('radio', { name: 'CPU' }).check();
	await expect(page.getByRole('region', { name: /History of ppdb001/ })).toContainText('42.5%');
	await expect(page).toHaveURL(/server=ppdb001&show=cpu/);
	await page.reload();
	await expect(page.getByRole('region', { name: /History of ppdb001/ })).toContainText('42.5%');
	await page.setViewportSize({ width: 400, height: 900 });
	await picture(page, 'history-narrow', true);
});

test('the alerts come as a file that reads back as what is on screen, whatever servers are called', async ({
	page
}) => {
	const kept = prepared();
	await start(kept);
	await page.goto(`${pages.url}/history`);
	const downloading = page.waitForEvent('download');
	await page.getByRole('link', { name: 'CSV of all alert events' }).click();
	const download = await downloading;
	expect(download.suggestedFilename()).toBe('fleetcast-alerts-1h.csv');
	const text = await readFile(await download.path(), 'utf8');
	expect(text.startsWith(BYTE_ORDER_MARK)).toBe(true);
	const [, ...rows] = readCsv(text.slice(1));
	const told = kept.ask('events', { range: '1h', limit: 1_000 }).events;
	expect(rows.map(([at, server, , kind]) => [at, server, kind])).toEqual(
		told.map(({ at, server, kind }) => [
			new Date(at).toISOString(),
			server === HOSTILE ? `'${HOSTILE}` : server,
			kind
		])
	);
	expect(rows.some(([, server]) => server === `'${HOSTILE}`)).toBe(true);
});

test('where nothing is kept yet, and where nothing is kept at all, it says which', async ({
	page
}) => {
	await start(new DerivedHistory());
	await page.goto(`${pages.url}/history`);
	await expect(page.getByText('No history yet')).toBeVisible();
	await pages.close();
	await start(undefined);
	await page.goto(`${pages.url}/history`);
	await expect(page.getByText('Fleetcast keeps no history here.')).toBeVisible();
});

test('a question that is not understood is refused in words', async ({ request }) => {
	await start(prepared());
	const response = await request.get(`${pages.url}/api/history/summary?range=2y`);
	expect(response.status()).toBe(400);
	expect(await response.json()).toMatchObject({
		ok: false,
		problem: { detail: 'Unknown range.' }
	});
});
