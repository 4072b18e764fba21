import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

/** Only the rule about cycles, which reads other files from the disk but needs no types. */
const eslint = new ESLint({
	ruleFilter: ({ ruleId }) => ruleId === 'import-x/no-cycle',
	overrideConfig: {
		languageOptions: { parserOptions: { projectService: false, project: false } }
	}
});

async function complaints(filePath: string, text: string): Promise<(string | null)[]> {
	const [result] = await eslint.lintText(text, { filePath });
	return result?.messages.map(({ ruleId, message }) => ruleId ?? message) ?? [];
}

// Each of these files is really needed by the one that here comes to import it.
test.each([
	['server/gateway/position.ts', './join.ts', 'join takes from position'],
	['server/gateway/position.ts', './conversation.ts', 'conversation takes from join'],
	['src/lib/core/jitter.ts', '../client/reconnect.ts', 'reconnect takes from jitter, by its alias']
])('a cycle is found: %s must not import %s, for %s', async (file, specifier) => {
	const text = `import { thing } from '${specifier}';\nvoid thing;\n`;
	expect(await complaints(file, text)).toEqual(['import-x/no-cycle']);
});

test('what leads nowhere back is no cycle', async () => {
	const text = "import { fullJitterMs } from '#core/jitter.ts';\nvoid fullJitterMs;\n";
	expect(await complaints('server/clock.ts', text)).toEqual([]);
});
