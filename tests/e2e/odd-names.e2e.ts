import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { BYTE_ORDER_MARK } from '#view-models/history/csv.ts';
import { withoutFormula } from '#view-models/spreadsheet.ts';
import { FleetcastProcess } from '../support/fleetcast-process.ts';
import { enteredName, ODD_NAMES } from '../support/odd-names.ts';
import { readCsv } from '../support/read-csv.ts';
import { StandInDaemon } from '../support/stand-in-daemon.ts';

const NAMES = ODD_NAMES.map(enteredName);
/** Those that are at some risk in each answer, so that there are events of them. */
const AT_RISK = NAMES.slice(0, 9);
/** What a person sees of a name. */
const shown = (name: string) => (name.trim() === '' ? '(no name)' : name);

interface Named {
	readonly server: string;
}

let daemon: StandInDaemon;
let fleetcast: FleetcastProcess;
let folder: string;
test.beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'fleetcast-names-'));
	daemon = new StandInDaemon(ODD_NAMES.length);
	daemon.resize(ODD_NAMES.length, ODD_NAMES);
	await daemon.start();
	fleetcast = new FleetcastProcess({
		DAEMON_URL: daemon.url,
		TICK_SECONDS: '2',
		LEVEL_DEGRADED: '5',
		LEVEL_HOLD_SECONDS: '0',
		HISTORY_DIR: folder
	});
	await fleetcast.start();
});
test.afterAll(async () => {
	await fleetcast.stop();
	await daemon.stop();
	await rm(folder, { recursive: true, force: true });
});

function asked(request: APIRequestContext, path: string, name?: string) {
	const server = name === undefined ? '' : `&server=${encodeURIComponent(name)}`;
	return request.get(`${fleetcast.url}/api/history/${path}range=30m${server}`);
}

async function answer(request: APIRequestContext, path: string, name?: string) {
	const result = (await (await asked(request, path, name)).json()) as {
		value: Record<string, Named[]>;
	};
	return result.value;
}

/** All of them have been written to the history. */
async function allKept(request: APIRequestContext): Promise<void> {
	await expect
		.poll(async () => (await answer(request, 'servers?'))['servers']?.map(({ server }) => server))
		.toEqual(expect.arrayContaining([...NAMES]));
}

/** The links of a list or table by the exact names that they show. */
function linkTo(page: Page, within: string, name: string) {
	const links = page.locator(`${within} a.server`);
	return links.and(page.locator(`a[href$="?name=${encodeURIComponent(name)}"]`));
}

test('each of them opens from a list by a click, and from its address alone', async ({ page }) => {
	await page.goto(`${fleetcast.url}/top-risks?count=20`);
	for (const name of NAMES) {
		const link = linkTo(page, 'main', name);
		expect(await link.textContent(), JSON.stringify(name)).toBe(shown(name));
		await link.click();
		const heading = page.getByRole('heading', { level: 1 });
		await expect.poll(() => heading.textContent(), JSON.stringify(name)).toBe(shown(name));
		await expect(page.locator('main')).toContainText(/risk \d/);
		// The same page once more, as its address alone gives it.
		const again = await page.request.get(page.url());
		expect(await again.text()).toMatch(/risk <b>\d/);
		await page.goBack();
	}
});

test('each of them is a row of its own in a table that is copied', async ({ browser }) => {
	const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
	const page = await context.newPage();
	await allKept(context.request);
	await page.goto(`${fleetcast.url}/history?range=30m`);
	const servers = page.getByRole('region', { name: 'Servers', exact: true });
	await servers.getByRole('button', { name: 'Copy table' }).click();
	await expect(page.getByText(/copied/i).first()).toBeVisible();
	const text = await page.evaluate(() => navigator.clipboard.readText());
	const rows = text.split(/\r?\n/).slice(1);
	const expected = NAMES.map((name) => withoutFormula(shown(name).replace(/[\t\r\n]+/g, ' ')));
	expect(rows.map((row) => row.split('\t')[0]).sort()).toEqual(expected.sort());
	await context.close();
});

test('each of them has a history, events and a file that can be asked for by its name', async ({
	request
}) => {
	await allKept(request);
	for (const name of NAMES) {
		const { server, points } = await answer(request, 'series?', name);
		expect(server).toBe(name);
		expect(points?.length, JSON.stringify(name)).toBeGreaterThan(0);
		const { events } = await answer(request, 'episodes?', name);
		expect(events?.every(({ server }) => server === name)).toBe(true);
		if (AT_RISK.includes(name)) expect(events, JSON.stringify(name)).not.toEqual([]);
		const file = await (await asked(request, 'export?what=series&', name)).text();
		const [head, row] = readCsv(file.replace(BYTE_ORDER_MARK, ''));
		expect(row?.[head?.indexOf('server') ?? -1]).toBe(withoutFormula(name));
	}
	const alerts = readCsv(
		(await (await asked(request, 'export?what=alerts&')).text()).replace(BYTE_ORDER_MARK, '')
	);
	const column = alerts[0]?.indexOf('server') ?? -1;
	const listed = alerts.slice(1).map((row) => row[column]);
	expect(listed).toEqual(expect.arrayContaining(AT_RISK.map(withoutFormula)));
});
