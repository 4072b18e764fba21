/**
 * `npm run screenshot`: makes docs/next-8-hours.png anew from the built app, with the embedded daemon in a fixed scenario and seed.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright';
import { chromiumArgs, findChromium } from './chromium.js';

const server = spawn(process.execPath, ['server/main.ts'], {
	env: {
		PATH: process.env.PATH,
		PORT: '0',
		HISTORY_DIR: 'off',
		DEMO_SCENARIO: 'critical',
		DEMO_SEED: '42'
	},
	stdio: ['ignore', 'pipe', 'inherit']
});
const address = await new Promise((resolve) => {
	createInterface({ input: server.stdout }).on('line', (line) => {
		const found = /is at (http:\S+?)(?:"| |$)/.exec(line);
		if (found) resolve(found[1]);
	});
});
const executablePath = findChromium();
const browser = await chromium.launch({
	...(executablePath && { executablePath }),
	args: chromiumArgs
});
try {
	const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
	await page.goto(address);
	// Warm, with something to see: the scenario takes two minutes to press its servers to the top.
	await page.getByText(/^Live:/).waitFor({ timeout: 120_000 });
	await page
		.locator('tr[data-server]', { hasText: /in \d+ min/ })
		.first()
		.waitFor({ timeout: 600_000 });
	await page.getByText('Model ready').waitFor({ state: 'hidden' });
	await page.screenshot({ path: 'docs/next-8-hours.png' });
} finally {
	await browser.close();
	server.kill('SIGTERM');
}
