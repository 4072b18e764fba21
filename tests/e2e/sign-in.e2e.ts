import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { io } from 'socket.io-client';
import { PROTOCOL_VERSION } from '#core/protocol/messages.ts';
import { FleetcastProcess } from '../support/fleetcast-process.ts';
import { StandInDaemon } from '../support/stand-in-daemon.ts';

const TOKEN = 'a-token-for-the-test-of-signing-in';
const ENTRY = `wall:viewer:${createHash('sha256').update(TOKEN).digest('hex')}`;
let daemon: StandInDaemon;
let fleetcast: FleetcastProcess;

test.beforeAll(async () => {
	daemon = new StandInDaemon(20);
	await daemon.start();
	fleetcast = new FleetcastProcess({ DAEMON_URL: daemon.url, ACCESS_TOKENS: ENTRY });
	await fleetcast.start();
});
test.afterAll(async () => {
	await fleetcast.stop();
	await daemon.stop();
});

test('a page asks for a token, refuses a wrong one in words, and is live with the right one', async ({
	page
}) => {
	await page.goto(`${fleetcast.url}/?sort=server`);
	await expect(page).toHaveURL(/sign-in/);
	await page.getByLabel('Access token').fill('a wrong token');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.getByRole('alert')).toContainText('not known');
	await page.getByLabel('Access token').fill(TOKEN);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.getByRole('region', { name: /connection/i })).toContainText(/live/i);
	// Where the Overview was once: a bookmark of then leads through the sign-in to where it is now.
	await expect(page).toHaveURL(`${fleetcast.url}/overview?sort=server`);
	await page.getByRole('button', { name: /refresh now/i }).click();
	await expect(page.getByText(/for operators/i)).toBeVisible();
});

test('metrics, seeds and sockets obey the same rule', async ({ request }) => {
	for (const path of ['/metrics', '/__data.json', '/readyz'])
		expect((await request.get(`${fleetcast.url}${path}`)).status()).toBe(401);
	expect((await request.get(`${fleetcast.url}/healthz`)).status()).toBe(200);
	const headers = { authorization: `Bearer ${TOKEN}` };
	expect((await request.get(`${fleetcast.url}/metrics`, { headers })).status()).toBe(200);
	const refusalOf = (token?: string) =>
		new Promise((resolve) => {
			const socket = io(fleetcast.url, {
				transports: ['websocket'],
				reconnection: false,
				auth: { protocol: PROTOCOL_VERSION, ...(token ? { token } : {}) }
			});
			socket.once('connect_error', (error) => resolve((error as Error & { data?: unknown }).data));
			socket.once('connect', () => {
				socket.close();
				resolve('connected');
			});
		});
	expect(await refusalOf()).toMatchObject({ kind: 'token-refused' });
	expect(await refusalOf('a wrong token')).toMatchObject({ kind: 'token-refused' });
	expect(await refusalOf(TOKEN)).toBe('connected');
});
