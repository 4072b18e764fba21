import { defineConfig } from '@playwright/test';
import { chromiumArgs, findChromium } from './scripts/chromium.js';

const chromium = findChromium();

export default defineConfig({
	testDir: 'tests/e2e',
	testMatch: '**/*.e2e.ts',
	outputDir: 'test-results/e2e',
	reporter: 'list',
	forbidOnly: !!process.env.CI,
	// The built pages are imported as they are: transpiling them anew cost each worker seconds.
	build: { external: ['**/build/**'] },
	workers: 2,
	// A busy machine now and then makes a browser wait beyond any patience. What passes at the second try is told as flaky.
	retries: 1,
	timeout: 120_000,
	expect: { timeout: 60_000 },
	use: { launchOptions: { ...(chromium && { executablePath: chromium }), args: chromiumArgs } }
});
