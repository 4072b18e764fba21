import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from 'playwright';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import { FleetcastProcess } from '../support/fleetcast-process.ts';
import { Child } from './child.ts';
import { writeKeptHour } from './page/kept-hour.ts';
import { viewSwitches } from './page/switching.ts';
import { median, rounded, type Row, type Section } from './row.ts';

const COLD_GOAL_MS = 500;
const WARM_GOAL_MS = 200;
const SCRIPT_GOAL_MS = 16;
const SHELL_GOAL_BYTES = 95_000;
const CHARTS_GOAL_BYTES = 290_000;

/** The pages in Chromium: first paint with data, the script that a tick costs, and how much JavaScript there is. */
export const page: Section = {
	name: 'page',
	async run({ quick }) {
		const executablePath = findChromium();
		const browser = await chromium.launch({
			args: chromiumArgs,
			...(executablePath ? { executablePath } : {})
		});
		try {
			const rows: Row[] = [];
			for (const servers of quick ? [90] : [90, 1_000])
				rows.push(...(await withFleet(servers, (url) => rowsOf(browser, url, servers, quick))));
			return rows;
		} finally {
			await browser.close();
		}
	}
};

async function withFleet(servers: number, use: (url: string) => Promise<Row[]>): Promise<Row[]> {
	const daemon = new Child(new URL('stand-in-process.ts', import.meta.url), [String(servers)]);
	const { url } = await daemon.ask<{ url: string }>({ kind: 'listen' });
	const dir = mkdtempSync(join(tmpdir(), 'fleetcast-page-'));
	writeKeptHour(dir, servers);
	const fleetcast = new FleetcastProcess({
		DAEMON_URL: url,
		TICK_SECONDS: '5',
		LOG_LEVEL: 'info',
		HISTORY_DIR: dir
	});
	await fleetcast.start();
	try {
		return await use(fleetcast.url);
	} finally {
		await fleetcast.stop();
		daemon.stop();
		rmSync(dir, { recursive: true });
	}
}

async function rowsOf(
	browser: Browser,
	url: string,
	servers: number,
	quick: boolean
): Promise<Row[]> {
	await untilLive(browser, url);
	const visits = quick ? 2 : 5;
	const rows = [
		...(await firstPaint(browser, url, servers, visits)),
		await scriptPerTick(browser, url, servers, 'Next 8 hours', quick ? 2 : 8),
		await scriptPerTick(browser, `${url}/overview`, servers, 'Overview', quick ? 2 : 8),
		await scriptPerTick(browser, `${url}/heatmap`, servers, 'Heatmap', quick ? 2 : 8),
		...(await viewSwitches(browser, url, servers, quick ? 1 : 4))
	];
	return servers > 90 ? rows : [...rows, ...(await scriptSizes(browser, url))];
}

async function untilLive(browser: Browser, url: string): Promise<void> {
	const context = await browser.newContext();
	const tab = await context.newPage();
	await tab.goto(url);
	await tab.getByText(/^Live:/).waitFor({ timeout: 60_000 });
	await context.close();
}

/** The page comes with its data, so its first contentful paint is the first page with data on screen. */
async function firstPaint(
	browser: Browser,
	url: string,
	servers: number,
	visits: number
): Promise<Row[]> {
	const html = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
	const bare = createServer((_, response) => {
		response.setHeader('content-type', 'text/html; charset=utf-8');
		response.end(html.replaceAll(/<script[^>]*>[^]*?<\/script>|<link[^>]*>/g, ''));
	});
	await new Promise<void>((ready) => bare.listen(0, '127.0.0.1', ready));
	const bareUrl = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`;
	const samples = { cold: [] as number[], warm: [] as number[], bare: [] as number[] };
	for (let visit = 0; visit < visits; visit++) {
		const context = await browser.newContext();
		const tab = await context.newPage();
		samples.cold.push(await paintedAt(tab, url));
		// A page that is left was in use: what it does at its start is no part of the next visit.
		await tab.getByText(/^Live:/).waitFor();
		samples.warm.push(await paintedAt(tab, url));
		samples.bare.push(await paintedAt(tab, bareUrl));
		await context.close();
	}
	bare.close();
	const reference = `${rounded(median(samples.bare), 0)} ms, the same HTML bare`;
	return (['cold', 'warm'] as const).map((kind) => {
		const ms = median(samples[kind]);
		const goal = kind === 'cold' ? COLD_GOAL_MS : WARM_GOAL_MS;
		return {
			figure: `first page with data on screen, ${kind}, ${servers} servers`,
			measured: `${rounded(ms, 0)} ms`,
			reference,
			goal: `≤ ${goal} ms`,
			met: ms <= goal,
			numbers: { ms, bareMs: median(samples.bare) }
		};
	});
}

async function paintedAt(tab: Page, url: string): Promise<number> {
	await tab.goto(url, { waitUntil: 'load' });
	const handle = await tab.waitForFunction(
		() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime
	);
	return Number(await handle.jsonValue());
}

/** Chromium's own count of time in script, over ticks with patches, less what the page's clocks cost by themselves. */
async function scriptPerTick(
	browser: Browser,
	url: string,
	servers: number,
	view: string,
	ticks: number
): Promise<Row> {
	const context = await browser.newContext();
	const tab = await context.newPage();
	let patches = 0;
	tab.on('websocket', (socket) =>
		socket.on('framereceived', ({ payload }) => {
			if (String(payload).startsWith('42["tick"') && !String(payload).includes('"patches":[]'))
				patches++;
		})
	);
	await tab.goto(url);
	await tab.getByText(/^Live:/).waitFor();
	const session = await context.newCDPSession(tab);
	await session.send('Performance.enable');
	const scriptMs = async () => {
		const { metrics } = await session.send('Performance.getMetrics');
		return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1000;
	};
	const slider = tab.getByRole('slider', { name: /update every/i });
	const during = async (key: 'Home' | 'End', seconds: number) => {
		await slider.press(key);
		await tab.waitForTimeout(3_000);
		const before = { script: await scriptMs(), patches };
		await tab.waitForTimeout(seconds * 1000);
		return { script: (await scriptMs()) - before.script, patches: patches - before.patches };
	};
	const quiet = await during('End', ticks * 5);
	const busy = await during('Home', ticks * 5);
	await context.close();
	const ms = (busy.script - quiet.script) / Math.max(1, busy.patches);
	return {
		figure: `script from a patch's arrival to paint, ${view}, ${servers} servers`,
		measured: `${rounded(ms, 1)} ms (mean of ${busy.patches})`,
		reference: `${rounded(quiet.script / (ticks * 5), 1)} ms a second without patches`,
		goal: `≤ ${SCRIPT_GOAL_MS} ms`,
		met: busy.patches > 0 && ms <= SCRIPT_GOAL_MS,
		numbers: { ms, patches: busy.patches, quietMsPerSecond: quiet.script / (ticks * 5) }
	};
}

/** What the first page loads, and what one loads that opens a server's charts. */
async function scriptSizes(browser: Browser, url: string): Promise<Row[]> {
	const context = await browser.newContext();
	const tab = await context.newPage();
	const bodies: Promise<string>[] = [];
	tab.on('response', (response) => {
		if (response.request().resourceType() === 'script') bodies.push(response.text());
	});
	const loaded = async () =>
		(await Promise.all(bodies)).reduce((sum, text) => sum + gzipSync(text).length, 0);
	await tab.goto(url, { waitUntil: 'networkidle' });
	await tab.getByText(/^Live:/).waitFor();
	const shell = await loaded();
	const shellFiles = bodies.length;
	await tab.locator('main a[href*="/server?"]').first().click();
	await tab.locator('[data-drawn] canvas').first().waitFor();
	const all = await loaded();
	await context.close();
	const row = (figure: string, size: number, files: number, goal: number): Row => ({
		figure,
		measured: `${rounded(size / 1000, 1)} kB gzipped`,
		reference: `${files} files`,
		goal: `≤ ${goal / 1000} kB`,
		met: size <= goal,
		numbers: { size }
	});
	return [
		row('JavaScript before charts', shell, shellFiles, SHELL_GOAL_BYTES),
		row('JavaScript with charts', all, bodies.length, CHARTS_GOAL_BYTES)
	];
}
