import { createHash } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { FleetcastProcess } from '../support/fleetcast-process.ts';
import { scaledAnswers } from '../support/scaled-answer.ts';
import { StandInDaemon } from '../support/stand-in-daemon.ts';
import { picture } from './pictures.ts';

const SERVERS = 20;
const entryOf = (name: string, token: string) =>
	`${name}:viewer:${createHash('sha256').update(token).digest('hex')}`;
const TOKEN = 'a-token-for-the-wall-in-the-hall';
const OTHER_TOKEN = 'another-token-for-the-same-wall';
const ACCESS_TOKENS = `${entryOf('hall', TOKEN)},${entryOf('other', OTHER_TOKEN)}`;

/** Longer than a page of this cadence takes a silent server for live. */
const SILENCE_MS = 10_000;

const wall = (page: Page) => page.locator('.wall');
const live = (page: Page) => expect(wall(page)).toHaveAttribute('data-freshness', 'live');
const stale = (page: Page) => expect(wall(page)).toHaveAttribute('data-freshness', 'stale');

test.use({ viewport: { width: 1920, height: 1080 } });
test.setTimeout(240_000);

let daemon: StandInDaemon;
let fleetcast: FleetcastProcess;
let settings: Record<string, string>;
test.beforeEach(async () => {
	daemon = new StandInDaemon(SERVERS);
	await daemon.start();
	settings = { DAEMON_URL: daemon.url, ACCESS_TOKENS, TICK_SECONDS: '2' };
	fleetcast = new FleetcastProcess(settings);
	await fleetcast.start();
});
test.afterEach(async () => {
	await fleetcast.stop();
	await daemon.stop();
});

const answers = scaledAnswers(SERVERS);

/** The scores of the daemon's answer in a tick, as a screen shows them. */
function scoresAt(tick: number): Map<string, string> {
	const { predictions } = JSON.parse(answers(tick)) as {
		predictions: Record<string, { risk_score: number }>;
	};
	return new Map(
		Object.entries(predictions).map(([name, { risk_score }]) => [name, risk_score.toFixed(1)])
	);
}

/** The newest tick of the daemon whose values are those on the wall, all of them; undefined if there is none. */
async function tickOnWall(page: Page): Promise<number | undefined> {
	const rows = await wall(page)
		.locator('main li[data-level]')
		.evaluateAll((items) =>
			items.map((item) => [
				item.querySelector('.name')?.textContent ?? '',
				item.querySelector('.score')?.textContent ?? ''
			])
		);
	if (rows.length === 0) return undefined;
	for (let tick = daemon.tickCount; tick > daemon.tickCount - 10; tick--) {
		const scores = scoresAt(tick);
		if (rows.every(([name = '', score]) => scores.get(name) === score)) return tick;
	}
	return undefined;
}

/** The wall is live, and what it shows is what the daemon said after `tick`. */
async function liveAndRight(page: Page, tick: number): Promise<void> {
	await live(page);
	await expect.poll(async () => (await tickOnWall(page)) ?? 0).toBeGreaterThan(tick);
}

test('comes in by its fragment, and is live and right again after every fault', async ({
	page
}) => {
	await page.clock.install();
	await page.goto(`${fleetcast.url}/wall?views=top-risks#token=${TOKEN}`);
	await liveAndRight(page, 0);
	expect(page.url()).not.toContain(TOKEN);
	expect(page.url()).toContain('/wall?views=top-risks');
	await picture(page, 'wall-live');

	await daemon.stop();
	await stale(page);
	await expect(page.getByRole('alert')).toContainText(/stale/i);
	await picture(page, 'wall-daemon-down');
	let last = daemon.tickCount;
	await daemon.start();
	await liveAndRight(page, last);
	await picture(page, 'wall-daemon-up-again');

	const { port } = new URL(fleetcast.url);
	await fleetcast.stop();
	await page.clock.runFor(SILENCE_MS);
	await stale(page);
	await picture(page, 'wall-fleetcast-gone');
	last = daemon.tickCount;
	fleetcast = new FleetcastProcess({ ...settings, PORT: port });
	await fleetcast.start();
	await liveAndRight(page, last);
	await picture(page, 'wall-fleetcast-restarted');

	await page.context().setOffline(true);
	await page.clock.runFor(SILENCE_MS);
	await stale(page);
	await page.clock.runFor(10 * 60_000);
	await expect(page.getByRole('alert')).toContainText(/1\d min \d\d s old/);
	await picture(page, 'wall-network-cut');
	last = daemon.tickCount;
	await page.context().setOffline(false);
	await liveAndRight(page, last);
	await picture(page, 'wall-live-again');
});

test('a new token in the address replaces the one the wall was signed in with; a wrong one does not', async ({
	page
}) => {
	const cookie = async () => (await page.context().cookies()).map(({ value }) => value).join();
	const open = async (token: string) => {
		await page.goto('about:blank');
		await page.goto(`${fleetcast.url}/wall?views=overview#token=${token}`);
		await live(page);
		await expect(wall(page)).toContainText(`Live: ${SERVERS} servers`);
		expect(page.url()).not.toContain('token');
	};
	await open(TOKEN);
	const first = await cookie();
	await open(OTHER_TOKEN);
	await expect.poll(cookie).not.toBe(first);
	const second = await cookie();
	await open('a-token-that-nobody-knows');
	await expect(wall(page)).toContainText('The token in the address was refused');
	expect(await cookie()).toBe(second);
});
