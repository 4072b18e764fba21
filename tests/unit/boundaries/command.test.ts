import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const BOUNDARY = 'no-restricted-imports';
const eslint = new ESLint({
	ruleFilter: ({ ruleId }) => ruleId === BOUNDARY,
	overrideConfig: {
		languageOptions: { parserOptions: { projectService: false, project: false } }
	}
});

async function rulesBroken(specifier: string): Promise<(string | null)[]> {
	const text = `import * as thing from '${specifier}';\nvoid thing;\n`;
	const [result] = await eslint.lintText(text, { filePath: 'bin/commands/probe.ts' });
	return result?.messages.map(({ ruleId, message }) => ruleId ?? message) ?? [];
}

test.each([
	'#state/fleet-state.svelte.ts',
	'#components/common/address.ts',
	'../../src/lib/core/levels/levels.ts',
	'../../server/clock.ts',
	'../../tests/support/fake-clock.ts',
	'svelte',
	'$app/navigation',
	'@sveltejs/kit',
	'echarts/core',
	'socket.io-client'
])('the command must not import %s', async (specifier) => {
	expect(await rulesBroken(specifier)).toEqual([BOUNDARY]);
});

test.each([
	'#core/levels/levels.ts',
	'#view-models/table.ts',
	'#client/fleet-client.ts',
	'../shell.ts',
	'commander'
])('the command may import %s', async (specifier) => {
	expect(await rulesBroken(specifier)).toEqual([]);
});
