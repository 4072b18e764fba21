import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArgs, findChromium } from './scripts/chromium.js';
import { firstPageChunk } from './scripts/first-page-chunk.js';

const propertySeed = ['tests/support/property-seed.ts'];

// Only look for a browser where the tests run, not in every `vite build`.
const chromium = process.env.VITEST ? findChromium() : undefined;

export default defineConfig({
	plugins: [sveltekit(), firstPageChunk()],
	test: {
		// Deadlines for a hang on a busy machine, never a measure of speed; a poll ends before its test does, and says what it saw.
		expect: { requireAssertions: true, poll: { timeout: 90_000 } },
		// Vitest would leave one core of two idle.
		maxWorkers: '100%',
		testTimeout: 120_000,
		hookTimeout: 120_000,
		provide: { exploredCases: process.env.EXPLORE ? Number(process.env.EXPLORE) : undefined },
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					environment: 'node',
					setupFiles: propertySeed,
					include: ['tests/unit/**/*.test.ts'],
					exclude: ['tests/unit/**/*.svelte.test.ts']
				}
			},
			{
				extends: true,
				test: {
					name: 'integration',
					environment: 'node',
					setupFiles: propertySeed,
					include: ['tests/integration/**/*.test.ts']
				}
			},
			{
				extends: true,
				test: {
					name: 'browser',
					include: ['tests/unit/**/*.svelte.test.ts'],
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						provider: playwright({
							launchOptions: {
								...(chromium && { executablePath: chromium }),
								args: chromiumArgs
							}
						}),
						instances: [{ browser: 'chromium' }]
					}
				}
			}
		]
	}
});
