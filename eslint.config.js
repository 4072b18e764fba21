import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import { boundaries } from './scripts/import-boundaries.js';

/**
 * Wiring: each of these makes the parts of one thing and connects their callbacks. Divided, the connections would be spread
 * over several files, and no shorter.
 */
const WIRING = [
	'server/gateway/gateway.ts',
	'server/pipeline.ts',
	'src/lib/client/fleet-client.ts',
	// The steps of one conversation, which share all of its state.
	'src/lib/client/session.ts',
	'tests/e2e/page-host.ts',
	'tests/support/gateway-harness.ts',
	'tests/support/pipeline-harness.ts'
];
/** There a long function is a `describe`, which only groups tests. */
const TESTS = ['tests/**/*.test.ts', 'tests/**/*.e2e.ts'];

export default defineConfig(
	{
		ignores: [
			'build/',
			'dist/',
			'.svelte-kit/',
			'test-results/',
			'node_modules/',
			'playwright-report/'
		]
	},
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
			'import-x/extensions': ['.ts', '.js', '.mjs'],
			// Else a file is read by the parser of the one that imports it: TypeScript as if it were Svelte.
			'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
			'import-x/external-module-folders': ['node_modules', 'build'],
			'import-x/ignore': ['/node_modules/', '/build/', '/\\.svelte-kit/']
		},
		rules: {
			'no-undef': 'off',
			'max-lines': ['error', { max: 250 }],
			'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
			'import-x/no-cycle': ['error', { ignoreExternal: true }],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }]
		}
	},
	{
		files: [...WIRING, ...TESTS],
		rules: { 'max-lines-per-function': 'off' }
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
		},
		rules: {
			// What is replaced is the address one is at, base path included.
			'svelte/no-navigation-without-resolve': ['error', { ignoreReplaceState: true }]
		}
	},
	boundaries
);
