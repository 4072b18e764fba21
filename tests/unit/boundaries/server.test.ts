import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const BOUNDARY = 'no-restricted-imports';
const eslint = new ESLint({
	ruleFilter: ({ ruleId }) => ruleId === BOUNDARY,
	overrideConfig: {
		languageOptions: { parserOptions: { projectService: false, project: false } }
	}
});

async function rulesBroken(filePath: string, specifier: string): Promise<(string | null)[]> {
	const text = `import type { Thing } from '${specifier}';\nexport type Other = Thing;\n`;
	const [result] = await eslint.lintText(text, { filePath });
	return result?.messages.map(({ ruleId, message }) => ruleId ?? message) ?? [];
}

/** A part of the server, and what of the server it must not import, be it only a type. */
const refused: [file: string, specifiers: string[]][] = [
	['server/probe.ts', ['./history/ticks/codec.ts']],
	['server/main.ts', ['./history/ticks/codec.ts']],
	['server/pipeline.ts', ['./metrics.ts', './settings/table.ts', './history/ticks/codec.ts']],
	['server/clock.ts', ['./log.ts', './state/ledger.ts']],
	['server/steady-time.ts', ['./log.ts', './upstream/poll.ts']],
	['server/settings/probe.ts', ['../access.ts', '../gateway/gateway.ts']],
	['server/gateway/probe.ts', ['../access.ts', '../pipeline.ts', '../poller/poller.ts']],
	['server/gateway/probe.ts', ['../diagnostics/vitals.ts', '../topics/status-topics.ts']],
	['server/gateway/past/probe.ts', ['../../access.ts', '../../topics/status-topics.ts']],
	['server/gateway/past/probe.ts', ['../../history/ticks/codec.ts']],
	['server/poller/probe.ts', ['../pipeline.ts', '../gateway/gateway.ts', '../state/ledger.ts']],
	['server/diagnostics/probe.ts', ['../log.ts', '../gateway/gateway.ts', '../poller/poller.ts']],
	['server/topics/probe.ts', ['../pipeline.ts', '../gateway/gateway.ts', '../poller/poller.ts']],
	['server/topics/probe.ts', ['../diagnostics/vitals.ts', '../history/rollups/rollup.ts']],
	['server/state/probe.ts', ['../log.ts', '../gateway/gateway.ts', '../topics/put-off.ts']],
	['server/state/probe.ts', ['../history/forecasts/samples.ts']],
	['server/upstream/probe.ts', ['../log.ts', '../topics/put-off.ts', '../state/ledger.ts']],
	['server/upstream/probe.ts', ['../history/history.ts']],
	['server/history/probe.ts', ['../metrics.ts', '../state/ledger.ts', '../upstream/poll.ts']],
	['server/history/ticks/probe.ts', ['../../state/ledger.ts', '../rollups/rollup.ts']],
	['server/history/episodes/probe.ts', ['../../metrics.ts', '../rollups/rollup.ts']],
	['server/history/forecasts/probe.ts', ['../../upstream/poll.ts', '../episodes/advance.ts']],
	['server/history/rollups/probe.ts', ['../../state/ledger.ts', '../ticks/codec.ts']]
];

test.each(refused.flatMap(([file, specifiers]) => specifiers.map((name) => [file, name] as const)))(
	'%s must not import %s',
	async (file, specifier) => {
		expect(await rulesBroken(file, specifier)).toEqual([BOUNDARY]);
	}
);

test.each([
	['server/probe.ts', './pipeline.ts'],
	['server/probe.ts', './history/history.ts'],
	['server/pipeline.ts', './gateway/gateway.ts'],
	['server/pipeline.ts', './clock.ts'],
	['server/clock.ts', './steady-time.ts'],
	['server/settings/probe.ts', '../upstream/answer-bounds.ts'],
	['server/gateway/probe.ts', '../state/current-state.ts'],
	['server/gateway/probe.ts', './past/replays.ts'],
	['server/gateway/past/probe.ts', '../viewer.ts'],
	['server/gateway/past/probe.ts', '../../history/history.ts'],
	['server/poller/probe.ts', '../upstream/poll.ts'],
	['server/diagnostics/probe.ts', '../topics/status-topics.ts'],
	['server/topics/probe.ts', '../state/current-state.ts'],
	['server/state/probe.ts', '../history/kept-tick.ts'],
	['server/upstream/probe.ts', '../hide-in-json.ts'],
	['server/history/probe.ts', './ticks/codec.ts'],
	['server/history/probe.ts', '../clock.ts'],
	['server/history/rollups/probe.ts', '../read-window.ts'],
	['server/history/rollups/probe.ts', '../episodes/read-episodes.ts']
])('%s may import %s', async (file, specifier) => {
	expect(await rulesBroken(file, specifier)).toEqual([]);
});
