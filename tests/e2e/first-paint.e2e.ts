import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { LIVE } from './overview-fleet.ts';
import { startPages } from './page-host.ts';

/** Enough turns of the page's loop for it to paint what it has, if it may. */
const TURNS = 100;

for (const { part, end, arrived } of [
	{ part: 'header', end: '</nav>', arrived: 'nav' },
	{ part: 'table', end: '</tbody>', arrived: 'main table td' }
])
	test(`a page whose ${part} comes in two parts is first painted with all of it`, async ({
		page
	}) => {
		const pages = await startPages();
		pages.answer(LIVE);
		const html = await (await fetch(pages.url)).text();
		const half = html.indexOf(end);
		let held: ServerResponse | undefined;
		const slow = createServer((_, response) => {
			response.writeHead(200, { 'content-type': 'text/html' });
			response.write(html.slice(0, half));
			held = response;
		}).listen(0, '127.0.0.1');
		await once(slow, 'listening');
		const { port } = slow.address() as AddressInfo;

		await page.route(/\/(_app|brand|display|favicon)/, async (route) => {
			const { pathname } = new URL(route.request().url());
			if (pathname.endsWith('.js')) return route.abort();
			return route.fulfill({ response: await route.fetch({ url: pages.url + pathname }) });
		});
		await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'commit' });
		await expect.poll(() => page.locator(arrived).count()).toBeGreaterThan(0);
		for (let turn = 0; turn < TURNS; turn++) await page.evaluate(() => undefined);
		const rest = await page.evaluate(() => performance.now());
		held?.end(html.slice(half));
		const painted = () =>
			page.evaluate(() => performance.getEntriesByName('first-paint')[0]?.startTime ?? 0);
		await expect.poll(painted).toBeGreaterThan(0);
		expect(await painted()).toBeGreaterThan(rest);

		// A font may still be on its way.
		await page.unrouteAll({ behavior: 'ignoreErrors' });
		slow.closeAllConnections();
		slow.close();
		await pages.close();
	});
