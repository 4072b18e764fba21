import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { systemClock } from '../../server/clock.ts';
import { episodesRecorder } from '../../server/history/episodes/episodes-recorder.ts';
import { rollupsRecorder } from '../../server/history/rollups/rollups-recorder.ts';
import { levelTick } from '../support/derived-history.ts';
import { FleetcastProcess } from '../support/fleetcast-process.ts';
import { readCsv } from '../support/read-csv.ts';
import { writeHistory } from '../support/written-history.ts';
import { picture } from './pictures.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Of the week before: half a day less, so that no event lies at the edge of the range. */
const KEPT_HOURS = 156;
/** One server is bad all the time, another for one hour of six. */
const EVERY_HOURS = 6;
const KEPT_TO = Math.floor(systemClock.now() / MINUTE_MS) * MINUTE_MS - 5 * MINUTE_MS;
const KEPT_FROM = KEPT_TO - KEPT_HOURS * HOUR_MS;

const dir = mkdtempSync(join(tmpdir(), 'fleetcast-week-'));
/** The built product with the embedded daemon, in a fixed scenario with a fixed seed, on a week that was kept. */
const fleetcast = new FleetcastProcess({
	TICK_SECONDS: '2',
	DEMO_SCENARIO: 'critical',
	DEMO_SEED: '7',
	DEMO_SERVERS: '20',
	HISTORY_DIR: dir
});

test.beforeAll(async () => {
	const ticks = Array.from({ length: KEPT_HOURS * 60 }, (_, minute) =>
		levelTick(KEPT_FROM + minute * MINUTE_MS, {
			ppdb900: 'critical',
			ppweb900: Math.floor(minute / 60) % EVERY_HOURS === 4 ? 'degraded' : 'healthy'
		})
	);
	writeHistory(dir, [rollupsRecorder, episodesRecorder], ticks);
	await fleetcast.start();
});
test.afterAll(async () => {
	expect(await fleetcast.stop()).toBe(0);
	rmSync(dir, { recursive: true });
});

async function download(page: Page, link: string): Promise<{ name: string; rows: string[][] }> {
	const downloading = page.waitForEvent('download');
	await page.getByRole('link', { name: link }).click();
	const file = await downloading;
	const text = await readFile(await file.path(), 'utf8');
	return { name: file.suggestedFilename(), rows: readCsv(text.slice(1)).slice(1) };
}

test('export last week: its alerts and its environment, whole, as files', async ({ page }) => {
	await page.goto(`${fleetcast.url}/history`);
	await page.getByRole('radio', { name: '1 w' }).check();
	const events = page.getByRole('region', { name: 'Alert events' }).first();
	await expect(events).toContainText('ppweb900');
	// Shown in the hour that was there before, too: the file is of the week once its link is.
	await expect(page.getByRole('link', { name: 'CSV of all alert events' })).toHaveAttribute(
		'href',
		/range=1w/
	);

	const alerts = await download(page, 'CSV of all alert events');
	expect(alerts.name).toBe('fleetcast-alerts-1w.csv');
	const ofWeb = alerts.rows.filter(([, server]) => server === 'ppweb900');
	const resolved = ofWeb.filter(([, , , kind]) => kind === 'resolved').map(([at]) => at);
	expect(resolved).toHaveLength(KEPT_HOURS / EVERY_HOURS);
	expect(resolved).toContain(new Date(KEPT_FROM + 5 * HOUR_MS).toISOString());

	const environment = await download(page, 'CSV of the environment');
	expect(environment.name).toBe('fleetcast-environment-1w.csv');
	const first = Date.parse(environment.rows[0]?.[0] ?? '');
	expect(first).toBeLessThanOrEqual(KEPT_FROM);
	expect(first).toBeGreaterThan(KEPT_FROM - 12 * HOUR_MS);
});

test('what does it cost: of demo data the servers at risk in its week are counted, and no money is claimed', async ({
	page
}) => {
	await page.goto(`${fleetcast.url}/cost`);
	await expect(page.locator('.basis')).toContainText('Not estimated: these are demo data');
	const high = page.locator('[data-figure=high]');
	await expect(high.first()).toHaveText(/^\d+$/);
	// One server at high risk all week: 0.85 incidents a day, and what the other adds as medium.
	await expect(high.nth(1)).toHaveText(/^1(\.0)?$/);
	for (const figure of ['daily', 'monthly', 'annual', 'payback', 'net', 'verdict'])
		await expect(page.locator(`[data-figure=${figure}]`)).toHaveText(['–', '–']);
	await expect(page.locator('.figures')).not.toContainText(/[$\d]/);
	await picture(page, 'cost-projected', true);
});
