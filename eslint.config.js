import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';

/**
 * The walls of the house. Patterns are gitignore syntax, so a leading `#` is escaped.
 * tests/unit/walls.test.ts proves each of them with a bad import.
 */
const rooms = {
	core: '\\#core/*',
	client: '\\#client/*',
	state: '\\#state/*',
	charts: '\\#charts/*',
	components: '\\#components/*'
};
const frameworks = ['svelte', 'svelte/*', '$app/*', '$env/*', '@sveltejs/*'];
const echarts = ['echarts', 'echarts/*'];
const server = ['**/server/**'];
const node = ['node:*'];

/**
 * @param {string[]} files
 * @param {string} message
 * @param {string[]} group
 * @param {string} [bareZod] why the whole of zod is not for this room
 */
const wall = (files, message, group, bareZod = '') => ({
	files,
	rules: {
		'no-restricted-imports': /** @type {const} */ ([
			'error',
			{ patterns: [{ group, message }], paths: bareZod ? [{ name: 'zod', message: bareZod }] : [] }
		])
	}
});

/** @param {string} selector @param {string} message */
const banned = (selector, message) => ({ selector, message });
const environment = banned(
	"MemberExpression[object.name='process'][property.name='env']",
	'Settings are read once, in the composition root (server/main.ts).'
);
const barrel = banned(
	'ExportAllDeclaration',
	'No barrels: import from the file that has the noun.'
);
const wallClock = [
	banned(
		"CallExpression[callee.object.name='Date'][callee.property.name='now']",
		'Take the time from the clock.'
	),
	banned("NewExpression[callee.name='Date'][arguments.length=0]", 'Take the time from the clock.'),
	banned(
		"CallExpression[callee.object.name='performance'][callee.property.name='now']",
		'Take the time from the clock.'
	),
	banned('CallExpression[callee.name=/^(setTimeout|setInterval)$/]', 'Take timers from the clock.')
];
const chance = banned(
	"CallExpression[callee.object.name='Math'][callee.property.name='random']",
	'Core is pure: chance is an argument.'
);

export default defineConfig(
	{ ignores: ['build/', '.svelte-kit/', 'test-results/', 'node_modules/', 'playwright-report/'] },
	js.configs.recommended,
	ts.configs.strict,
	svelte.configs.recommended,
	prettier,
	svelte.configs.prettier,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		plugins: { 'import-x': importX },
		settings: {
			'import-x/resolver-next': [createNodeResolver()],
			'import-x/extensions': ['.ts', '.js', '.mjs']
		},
		rules: {
			'no-undef': 'off',
			'max-lines': ['error', { max: 250 }],
			'import-x/no-cycle': 'error',
			'no-restricted-syntax': ['error', environment, barrel],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }]
		}
	},
	{
		files: ['**/*.ts', '**/*.svelte'],
		languageOptions: {
			parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] }
		},
		rules: {
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
			'@typescript-eslint/switch-exhaustiveness-check': 'error'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { projectService: true, extraFileExtensions: ['.svelte'], parser: ts.parser }
		}
	},

	wall(
		['src/lib/core/**'],
		'Core is pure: no I/O, no clock, no framework, no other room.',
		[
			rooms.client,
			rooms.state,
			rooms.charts,
			rooms.components,
			...frameworks,
			...echarts,
			...server,
			...node,
			'socket.io*',
			'node-fetch',
			'pino'
		],
		'Browsers get zod/mini: 6 kB against 26.'
	),
	{
		files: ['src/lib/core/**'],
		rules: { 'no-restricted-syntax': ['error', environment, barrel, chance, ...wallClock] }
	},
	wall(
		['src/lib/client/**'],
		'The client knows core and the socket, and runs in Node and browsers.',
		[
			rooms.state,
			rooms.charts,
			rooms.components,
			...frameworks,
			...echarts,
			...server,
			...node,
			'socket.io'
		],
		'Browsers get zod/mini: 6 kB against 26.'
	),
	wall(['src/lib/state/**'], 'State stands on client and core.', [
		rooms.charts,
		rooms.components,
		...echarts,
		...server,
		...node,
		'socket.io*'
	]),
	wall(['src/lib/charts/**'], 'Charts turn core values into ECharts options.', [
		rooms.client,
		rooms.state,
		rooms.components,
		'$app/*',
		...server,
		...node,
		'socket.io*'
	]),
	wall(['src/lib/components/**'], 'Components take props and give callbacks.', [
		rooms.client,
		rooms.state,
		...echarts,
		'$app/*',
		...server,
		...node,
		'socket.io*'
	]),
	wall(['src/routes/**', 'src/hooks*'], 'Routes wire state to components.', [
		...echarts,
		...server,
		'socket.io*'
	]),
	wall(
		['server/**'],
		'The server stands on core alone; the embedded daemon is reached over REST.',
		[
			rooms.client,
			rooms.state,
			rooms.charts,
			rooms.components,
			...frameworks,
			...echarts,
			'**/src/**',
			'**/embedded/**',
			'socket.io-client'
		]
	),
	{
		files: ['server/**'],
		rules: { 'no-restricted-syntax': ['error', environment, barrel, ...wallClock] }
	},
	{ files: ['server/clock.ts'], rules: { 'no-restricted-syntax': ['error', environment, barrel] } },
	wall(
		['server/embedded/**'],
		'The embedded daemon is a program of its own behind the REST contract.',
		[
			'\\#*',
			...frameworks,
			...echarts,
			'**/src/**',
			'socket.io*',
			'../../*.ts',
			'../../upstream/**',
			'../../gateway/**',
			'../../history/**',
			'../../../*',
			'../../../**'
		]
	),
	{
		files: [
			'server/main.ts',
			'server/embedded/*/main.ts',
			'bin/**',
			'scripts/**',
			'tests/**',
			'*.config.*'
		],
		rules: { 'no-restricted-syntax': ['error', barrel] }
	}
);
