import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

/**
 * Only the rule about statements, on text alone: what needs types or other files is not asked here.
 */
const eslint = new ESLint({
	ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-syntax',
	overrideConfig: {
		languageOptions: { parserOptions: { projectService: false, project: false } }
	}
});

async function rulesBroken(filePath: string, text: string): Promise<(string | null)[]> {
	const [result] = await eslint.lintText(text, { filePath });
	return result?.messages.map(({ ruleId, message }) => ruleId ?? message) ?? [];
}
const BANNED = 'no-restricted-syntax';
test.each([
	['src/lib/core/probe.ts', 'export const now = Date.now();'],
	['src/lib/view-models/probe.ts', 'export const now = Date.now();'],
	['src/lib/view-models/probe.ts', 'export const chance = Math.random();'],
	['src/lib/core/probe.ts', 'export const now = new Date();'],
	['src/lib/core/probe.ts', 'export const now = performance.now();'],
	['src/lib/core/probe.ts', 'setTimeout(() => undefined, 1);'],
	['src/lib/core/probe.ts', 'globalThis.setTimeout(() => undefined, 1);'],
	['src/lib/core/probe.ts', 'export const chance = Math.random();'],
	['src/lib/core/probe.ts', "export const port = process.env['PORT'];"],
	['src/lib/client/probe.ts', "export * from './fleet-client.ts';"],
	['src/lib/client/probe.ts', 'export const now = Date.now();'],
	['src/lib/client/probe.ts', 'export const chance = Math.random();'],
	['server/probe.ts', 'export const now = Date.now();'],
	['server/probe.ts', 'export const now = new Date();'],
	['server/probe.ts', 'setInterval(() => undefined, 1);'],
	['server/probe.ts', 'export const chance = Math.random();'],
	['server/probe.ts', "export const port = process.env['PORT'];"],
	['server/probe.ts', "process.env['PORT'] = '80';"],
	['server/probe.ts', "export const { PORT } = process['env'];"],
	['server/probe.ts', 'export const { env } = process;'],
	['server/probe.ts', "import { env } from 'node:process';"],
	['server/probe.ts', "export * from './clock.ts';"],
	['server/embedded/daemon/probe.ts', 'export const now = Date.now();'],
	['server/embedded/daemon/probe.ts', 'export const chance = Math.random();'],
	['src/lib/core/probe.ts', "export const later = () => import('#client/fleet-client.ts');"],
	['src/lib/components/common/probe.ts', "export const later = () => import('echarts/core');"],
	['server/probe.ts', "export const later = () => import('./embedded/daemon/main.ts');"],
	['server/main.ts', "export const later = () => import('./embedded/daemon/main.ts');"],
	['src/lib/core/probe.ts', "export type Later = import('#client/fleet-client.ts').FleetClient;"],
	['tests/unit/probe.test.ts', "export * from './clock.ts';"],
	['scripts/probe.js', "export const dir = new URL('..', import.meta.url).pathname;"],
	['server/probe.ts', "export const dir = new URL('..', import.meta.url).pathname;"],
	['tests/unit/probe.test.ts', "export const dir = new URL('..', import.meta.url).pathname;"]
])('%s must not say: %s', async (file, text) => {
	expect(await rulesBroken(file, text)).toEqual([BANNED]);
});
