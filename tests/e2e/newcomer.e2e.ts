import { expect, test, type Page } from '@playwright/test';
import { FleetcastProcess } from '../support/fleetcast-process.ts';
import { newcomerWarmup } from '../support/newcomer.ts';
import { StandInDaemon } from '../support/stand-in-daemon.ts';

const SERVERS = 5;
let daemon: StandInDaemon;
let fleetcast: FleetcastProcess;

test.beforeEach(async () => {
	daemon = new StandInDaemon(SERVERS);
	await daemon.start();
	fleetcast = new FleetcastProcess({ DAEMON_URL: daemon.url, TICK_SECONDS: '2' });
	await fleetcast.start();
});
test.afterEach(async () => {
	await fleetcast.stop();
	await daemon.stop();
});

function newcomerComes() {
	daemon.resize(SERVERS + 1);
	daemon.warmup = newcomerWarmup(SERVERS + 1);
}

async function open(page: Page, path: string) {
	await page.goto(`${fleetcast.url}${path}`);
	await page.getByRole('slider', { name: /update every/i }).press('Home');
	await expect(page.locator('.place')).toHaveAttribute('data-connection', 'live');
}

/** Every kind of connection that the header shows from now on, one after the other. */
async function connections(page: Page): Promise<() => Promise<string[]>> {
	await page.evaluate(() => {
		const place = document.querySelector('.place');
		const seen = [place?.getAttribute('data-connection')];
		Object.assign(globalThis, { connectionsSeen: seen });
		new MutationObserver(() => {
			const kind = place?.getAttribute('data-connection');
			if (kind !== seen.at(-1)) seen.push(kind);
		}).observe(place ?? document.body, { attributes: true });
	});
	return () =>
		page.evaluate(() => (globalThis as unknown as { connectionsSeen: string[] }).connectionsSeen);
}

test('a server that comes to a warm fleet is marked until it is warm, and the header stays live', async ({
	page
}) => {
	await open(page, '/overview');
	const servers = page
		.locator('.figure')
		.filter({ has: page.locator('dt', { hasText: /^\s*Servers\s*$/ }) });
	const marked = page.locator('.bars .level', { hasText: 'warming' });
	await expect(servers).toContainText(String(SERVERS));
	await expect(servers).not.toContainText('warming');
	const seen = await connections(page);

	newcomerComes();
	await expect(servers).toContainText('1 warming');
	await expect(servers).toContainText(String(SERVERS + 1));
	await expect(marked).toHaveCount(1);
	await expect(page.locator('.place')).not.toContainText(/warming up/i);

	daemon.warmup = undefined;
	await expect(servers).not.toContainText('warming');
	await expect(marked).toHaveCount(0);
	expect(await seen()).toEqual(['live']);
});

const VIEWS = ['/', '/heatmap', '/alerting', '/remediation', '/cost', '/insights'];

test('every view of servers names the newcomer while it warms up, and leads to it', async ({
	page
}) => {
	await open(page, '/heatmap');
	const note = page.getByRole('note');
	await expect(note).toHaveCount(0);
	newcomerComes();
	await expect(note).toBeVisible();
	for (const path of VIEWS) {
		await page.goto(`${fleetcast.url}${path}`);
		await expect(note, path).toContainText('1 server is warming up');
	}
	const name = await note.getByRole('link').innerText();
	await note.getByRole('link').click();
	await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
	await expect(page.locator('main')).toContainText('Warming up: too few data yet');
	daemon.warmup = undefined;
	await expect(page.locator('main')).not.toContainText('Warming up: too few data yet');
});
