/**
 * The layers' boundaries as lint rules: what each layer may import, and which statements no layer may hold.
 * tests/unit/boundaries proves each of them with a bad import.
 *
 *     routes → state → client → core ← server        components → charts → view-models → core
 */
import { builtinModules } from 'node:module';

/** @param {string} selector @param {string} message */
const banned = (selector, message) => ({ selector, message });
const barrel = banned(
	'ExportAllDeclaration',
	'No barrels: import from the file that has the noun.'
);
const environment = banned(
	"MemberExpression[object.name='process'][property.name='env']",
	'Settings are read once, in the composition root (server/main.ts).'
);
const encodedPath = banned(
	"MemberExpression[property.name='pathname'] > NewExpression[callee.name='URL'][arguments.1.object.type='MetaProperty']",
	'A URL’s path is percent-encoded and no file’s name: use fileURLToPath.'
);
/** @param {string} object @param {string} method */
const callOf = (object, method) =>
	`CallExpression[callee.object.name='${object}'][callee.property.name='${method}']`;
const TIME = 'Take the time from the clock.';
const time = [
	banned(callOf('Date', 'now'), TIME),
	banned("NewExpression[callee.name='Date'][arguments.length=0]", TIME),
	banned(callOf('performance', 'now'), TIME),
	banned('CallExpression[callee.name=/^set(Timeout|Interval)$/]', 'Take timers from the clock.'),
	banned(
		"CallExpression[callee.object.name='globalThis'][callee.property.name=/^set(Timeout|Interval)$/]",
		'Take timers from the clock.'
	)
];
const chance = banned(callOf('Math', 'random'), 'Chance is handed in.');

/**
 * A layer: no import, static, dynamic or of a type, whose name matches `forbidden`, and none of the banned statements.
 * @param {{ files: string[], message: string, forbidden: string, bannedStatements?: { selector: string, message: string }[] }} layer
 */
const layer = ({ files, message, forbidden, bannedStatements = [] }) => {
	// A selector's pattern cannot hold a slash.
	const pattern = `/${forbidden.replaceAll('/', '\\u002F')}/`;
	return {
		files,
		rules: {
			'no-restricted-imports': /** @type {const} */ ([
				'error',
				{ patterns: [{ regex: forbidden, message }] }
			]),
			'no-restricted-syntax': /** @type {const} */ ([
				'error',
				barrel,
				encodedPath,
				...bannedStatements,
				banned(`ImportExpression[source.value=${pattern}]`, message),
				banned(`TSImportType[source.value=${pattern}]`, message)
			])
		}
	};
};

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
	bannedStatements: [environment, chance, ...time]
};
const client = {
	files: ['src/lib/client/**'],
	message: 'The client knows core, zod/mini and the socket, and runs in Node and browsers.',
	forbidden: otherThan('#core/', 'zod/mini$', 'socket\\.io-client$'),
	bannedStatements: [environment, chance, ...time]
};
const server = {
	files: ['server/**'],
	message: 'The server stands on core alone; the embedded daemon is reached over REST.',
	forbidden:
		'^#(?!core/)|^(svelte|@sveltejs|echarts|socket\\.io-client)(/|$)|^\\$|^\\..*/(src|embedded|tests|scripts|bin)/',
	bannedStatements: [environment, chance, ...time]
};
/** The embedded programs, by how deep a file lies: as many steps up lead out of the folder. @param {number} depth */
const embedded = (depth) => ({
	files: [`server/embedded/${'*/'.repeat(depth)}*.ts`],
	message: 'The embedded daemon and its generator are programs of their own behind REST contracts.',
	forbidden: `^#|^(svelte|@sveltejs|echarts|socket\\.io|node-fetch)|^\\$|^(\\.\\./){${depth + 1}}`,
	bannedStatements: [environment, chance, ...time]
});
/** @param {string} program @param {string} other @param {number} depth */
const apart = (program, other, depth) => {
	const { forbidden, ...rest } = embedded(depth);
	const files = [`server/embedded/${program}/${'*/'.repeat(depth - 1)}*.ts`];
	return { ...rest, files, forbidden: `${forbidden}|^(\\.\\./){${depth}}${other}/` };
};

export const boundaries = [
	{
		rules: {
			'no-restricted-syntax': /** @type {const} */ (['error', environment, barrel, encodedPath])
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
	layer({ ...client, files: ['src/lib/client/clock.ts'], bannedStatements: [environment, chance] }),
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
		bannedStatements: [environment]
	}),
	layer({
		files: ['src/lib/charts/**'],
		message: 'Charts turn core values into ECharts options.',
		forbidden: otherThan('#core/', '#view-models/', '#charts/', 'echarts(/|$)', 'svelte(/|$)'),
		bannedStatements: [environment]
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
		bannedStatements: [environment]
	}),
	layer({
		files: ['src/routes/**', 'src/hooks*'],
		message: 'Routes wire state to components.',
		forbidden: `^(echarts|socket\\.io|zod$)|${builtin}|^\\..*/(server|tests|scripts|bin)/`,
		bannedStatements: [environment]
	}),
	layer(server),
	...[0, 1, 2, 3, 4].map((depth) => layer(embedded(depth))),
	...[1, 2, 3, 4].flatMap((depth) => [
		layer(apart('daemon', 'generator', depth)),
		layer(apart('generator', 'daemon', depth))
	]),
	layer({ ...server, files: ['server/clock.ts'], bannedStatements: [environment, chance] }),
	layer({
		files: ['bin/**'],
		message:
			'The command stands on client, core and the view models; it is published without the server and the pages.',
		forbidden: `^#(?!core/|view-models/|client/)|^(svelte|@sveltejs|echarts|socket\\.io(-client)?)(/|$)|^\\$|${elsewhere}`
	}),
	layer({
		...embedded(1),
		files: ['server/embedded/shared/clock.ts'],
		bannedStatements: [environment, chance]
	}),
	// The one place of a program where settings, time and chance come in.
	layer({ ...server, files: ['server/main.ts'], bannedStatements: [] }),
	layer({ ...embedded(1), files: ['server/embedded/*/main.ts'], bannedStatements: [] }),
	{
		files: ['scripts/**', 'tests/**', '*.config.*'],
		rules: { 'no-restricted-syntax': /** @type {const} */ (['error', barrel, encodedPath]) }
	}
];
