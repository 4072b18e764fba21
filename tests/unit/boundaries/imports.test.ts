import { ESLint } from 'eslint';
import { beforeAll, expect, test } from 'vitest';

const BOUNDARY = 'no-restricted-imports';
/**
 * Only the rules that are boundaries, on text alone: what needs types or other files is not asked here, which keeps
 * this a matter of milliseconds.
 */
const eslint = new ESLint({
	ruleFilter: ({ ruleId }) => ruleId === BOUNDARY || ruleId === 'no-restricted-syntax',
	overrideConfig: {
		languageOptions: { parserOptions: { projectService: false, project: false } }
	}
});

async function rulesBroken(filePath: string, text: string): Promise<(string | null)[]> {
	const [result] = await eslint.lintText(text, { filePath });
	return result?.messages.map(({ ruleId, message }) => ruleId ?? message) ?? [];
}
const importing = (specifier: string, filePath: string) => {
	const text = `import * as thing from '${specifier}';\nvoid thing;\n`;
	return filePath.endsWith('.svelte') ? `<script lang="ts">\n${text}</script>\n` : text;
};

beforeAll(async () => {
	await eslint.lintText('', { filePath: 'src/lib/core/probe.ts' });
});

/** A layer, and what it must never import: by alias, by relative path, and by package. */
const layers: [file: string, forbidden: string[]][] = [
	[
		'src/lib/core/probe.ts',
		[
			'#client/fleet-client.ts',
			'#view-models/table.ts',
			'#state/fleet-state.svelte.ts',
			'#charts/fan.ts',
			'#components/common/address.ts',
			'../view-models/table.ts',
			'../client/fleet-client.ts',
			'../state/storage.ts',
			'../charts/fan.ts',
			'../components/common/shapes.ts',
			'../../routes/+layout.server.ts',
			'../../../server/clock.ts',
			'svelte',
			'svelte/store',
			'$app/navigation',
			'$env/dynamic/private',
			'@sveltejs/kit',
			'echarts/core',
			'node:fs',
			'fs',
			'socket.io',
			'socket.io-client',
			'node-fetch',
			'pino',
			'prom-client',
			'zod'
		]
	],
	[
		'src/lib/core/topics/probe.ts',
		['../../client/fleet-client.ts', '../../../../server/clock.ts', '../../state/storage.ts']
	],
	[
		'src/lib/view-models/probe.ts',
		[
			'#client/fleet-client.ts',
			'#state/storage.ts',
			'#charts/fan.ts',
			'#components/common/address.ts',
			'../client/fleet-client.ts',
			'../core/levels/levels.ts',
			'../../../server/clock.ts',
			'svelte',
			'echarts',
			'node:fs',
			'zod'
		]
	],
	[
		'src/lib/client/probe.ts',
		[
			'#view-models/table.ts',
			'../view-models/table.ts',
			'#state/storage.ts',
			'#charts/fan.ts',
			'#components/common/address.ts',
			'../state/storage.ts',
			'../charts/fan.ts',
			'../components/common/shapes.ts',
			'../../routes/+layout.server.ts',
			'../../../server/clock.ts',
			'svelte',
			'$app/environment',
			'$env/static/public',
			'@sveltejs/kit',
			'echarts',
			'node:events',
			'socket.io',
			'zod'
		]
	],
	[
		'src/lib/state/probe.svelte.ts',
		[
			'#charts/fan.ts',
			'#components/common/address.ts',
			'../charts/fan.ts',
			'../components/common/shapes.ts',
			'../../routes/+layout.server.ts',
			'../../../server/clock.ts',
			'echarts/charts',
			'node:fs',
			'socket.io-client',
			'zod'
		]
	],
	[
		'src/lib/charts/probe.ts',
		[
			'#client/fleet-client.ts',
			'#state/storage.ts',
			'#components/common/address.ts',
			'../client/fleet-client.ts',
			'../state/storage.ts',
			'../components/common/shapes.ts',
			'../../routes/+layout.server.ts',
			'../../../server/clock.ts',
			'$app/state',
			'node:fs',
			'socket.io-client',
			'zod'
		]
	],
	[
		'src/lib/components/common/probe.ts',
		[
			'#client/fleet-client.ts',
			'#state/storage.ts',
			'../../client/fleet-client.ts',
			'../../state/storage.ts',
			'../../../routes/+layout.server.ts',
			'../../../../server/clock.ts',
			'echarts/core',
			'$app/navigation',
			'node:fs',
			'socket.io-client',
			'zod'
		]
	],
	[
		'src/lib/components/common/Probe.svelte',
		['#client/fleet-client.ts', '../../state/storage.ts', '$app/navigation', 'echarts']
	],
	[
		'src/routes/probe.ts',
		['echarts', '../../server/clock.ts', 'socket.io-client', 'socket.io', 'zod', 'node:fs']
	],
	['src/hooks.server.ts', ['../server/http.ts', 'echarts', 'socket.io']],
	[
		'server/probe.ts',
		[
			'#view-models/table.ts',
			'#client/fleet-client.ts',
			'#state/storage.ts',
			'#charts/fan.ts',
			'#components/common/address.ts',
			'../src/lib/core/levels/levels.ts',
			'../src/routes/+layout.server.ts',
			'./embedded/daemon/main.ts',
			'./embedded/clock.ts',
			'svelte',
			'@sveltejs/kit',
			'$app/paths',
			'echarts',
			'socket.io-client'
		]
	],
	[
		'server/gateway/probe.ts',
		['../embedded/daemon/main.ts', '../../src/lib/core/levels/levels.ts', '#client/fleet-client.ts']
	],
	[
		'server/embedded/daemon/probe.ts',
		[
			'../../clock.ts',
			'../../upstream/ingest.ts',
			'../../state/ledger.ts',
			'../../poller/poller.ts',
			'../../settings/network.ts',
			'../../topics/explanations.ts',
			'../../gateway/gateway.ts',
			'../generator/main.ts',
			'../../../src/lib/core/levels/levels.ts',
			'#core/levels.ts',
			'#client/fleet-client.ts',
			'svelte',
			'echarts',
			'socket.io'
		]
	],
	[
		'server/embedded/daemon/forecast/probe.ts',
		[
			'../../../clock.ts',
			'../../../upstream/ingest.ts',
			'../../../../src/lib/core/levels/levels.ts'
		]
	],
	['server/embedded/generator/feed/probe.ts', ['../../daemon/metrics.ts', '../../../clock.ts']],
	['server/embedded/probe.ts', ['../clock.ts', '../upstream/ingest.ts', '#core/levels.ts']]
];

test.each(layers.flatMap(([file, forbidden]) => forbidden.map((name) => [file, name] as const)))(
	'%s must not import %s',
	async (file, specifier) => {
		expect(await rulesBroken(file, importing(specifier, file))).toEqual([BOUNDARY]);
	}
);

/** What is allowed: a boundary that forbids everything proves nothing. */
test.each([
	['src/lib/core/probe.ts', './levels.ts'],
	['src/lib/core/probe.ts', 'zod/mini'],
	['src/lib/view-models/probe.ts', '#core/levels.ts'],
	['src/lib/client/probe.ts', '#core/levels.ts'],
	['src/lib/client/probe.ts', 'socket.io-client'],
	['src/lib/state/probe.svelte.ts', '#client/fleet-client.ts'],
	['src/lib/state/probe.svelte.ts', '#view-models/table.ts'],
	['src/lib/charts/probe.ts', 'echarts/core'],
	['src/lib/charts/probe.ts', '#view-models/table.ts'],
	['src/lib/components/common/probe.ts', '#charts/fan.ts'],
	['src/routes/probe.ts', '#state/storage.ts'],
	['server/probe.ts', '#core/levels.ts'],
	['server/probe.ts', 'socket.io'],
	['server/gateway/probe.ts', '../state/ledger.ts'],
	['server/embedded/daemon/probe.ts', '../shared/clock.ts'],
	['server/embedded/daemon/forecast/probe.ts', '../../shared/clock.ts'],
	['server/embedded/daemon/forecast/probe.ts', '../learn.ts']
])('%s may import %s', async (file, specifier) => {
	expect(await rulesBroken(file, importing(specifier, file))).toEqual([]);
});
