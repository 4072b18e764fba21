/**
 * The layers' boundaries as lint rules: what each layer may import, and which statements no layer may hold.
 * tests/unit/boundaries proves each of them with a bad import.
 *
 *     routes → state → client → core ← server        components → charts → view-models → core
 */
import { builtinModules } from 'node:module';
import { barrel, chance, encodedPath, environment, layer, time } from './boundary-layer.js';
import { serverBoundaries } from './server-boundaries.js';

/** A relative path into another layer: each is reached by its alias, which its boundary then judges. */
const elsewhere =
	'^\\..*/(lib|core|view-models|client|state|charts|components|routes|server|tests|scripts|bin)/';
/** @param {string[]} packages besides the files of the layer itself */
const otherThan = (...packages) => `^(?!\\.|(${packages.join('|')}))|${elsewhere}`;
const builtin = `^(node:|(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$)`;

const core = {
	files: ['src/lib/core/**'],
	message:
		'Core is pure: no I/O, no clock, no framework, no other layer; and of zod only zod/mini.',
	forbidden: otherThan('#core/', 'zod/mini$'),
	bannedStatements: [...environment, chance, ...time]
};
const client = {
	files: ['src/lib/client/**'],
	message: 'The client knows core, zod/mini and the socket, and runs in Node and browsers.',
	forbidden: otherThan('#core/', 'zod/mini$', 'socket\\.io-client$'),
	bannedStatements: [...environment, chance, ...time]
};
export const boundaries = [
	{
		rules: {
			'no-restricted-syntax': /** @type {const} */ (['error', ...environment, barrel, encodedPath])
		}
	},
	layer(core),
	layer({
		...core,
		files: ['src/lib/view-models/**'],
		message:
			'View models are pure: they turn core values into what pages and the command show, and know nothing else.',
		forbidden: otherThan('#core/', '#view-models/', 'zod/mini$')
	}),
	layer(client),
	layer({
		...client,
		files: ['src/lib/client/clock.ts'],
		bannedStatements: [...environment, chance]
	}),
	layer({
		files: ['src/lib/state/**'],
		message: 'State stands on client and core.',
		forbidden: otherThan(
			'#core/',
			'#view-models/',
			'#client/',
			'#state/',
			'zod/mini$',
			'svelte(/|$)',
			'\\$app/'
		),
		bannedStatements: environment
	}),
	layer({
		files: ['src/lib/charts/**'],
		message: 'Charts turn core values into ECharts options.',
		forbidden: otherThan('#core/', '#view-models/', '#charts/', 'echarts(/|$)', 'svelte(/|$)'),
		bannedStatements: environment
	}),
	layer({
		files: ['src/lib/components/**'],
		message: 'Components take props and give callbacks.',
		// Types of addresses alone: navigation is for routes.
		forbidden: otherThan(
			'#core/',
			'#view-models/',
			'#charts/',
			'#components/',
			'svelte(/|$)',
			'\\$app/types$'
		),
		bannedStatements: environment
	}),
	layer({
		files: ['src/routes/**', 'src/hooks*'],
		message: 'Routes wire state to components.',
		forbidden: `^(echarts|socket\\.io|zod$)|${builtin}|^\\..*/(server|tests|scripts|bin)/`,
		bannedStatements: environment
	}),
	...serverBoundaries,
	layer({
		files: ['bin/**'],
		message:
			'The command stands on client, core and the view models; it is published without the server and the pages.',
		forbidden: `^#(?!core/|view-models/|client/)|^(svelte|@sveltejs|echarts|socket\\.io(-client)?)(/|$)|^\\$|${elsewhere}`
	}),
	{
		files: ['scripts/**', 'tests/**', 'docs/examples/**', '*.config.*'],
		rules: { 'no-restricted-syntax': /** @type {const} */ (['error', barrel, encodedPath]) }
	}
];
