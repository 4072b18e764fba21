/**
 * The walls of the house as lint rules: which room may import what, and what no room may say.
 * tests/unit/walls proves each of them with a bad import.
 *
 *     routes → state → client → core ← server        components → charts → core
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
 * A room: no import, static, dynamic or of a type, whose name matches; and nothing banned.
 * @param {{ files: string[], message: string, forbidden: string, says?: { selector: string, message: string }[] }} room
 */
const room = ({ files, message, forbidden, says = [] }) => {
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
				...says,
				banned(`ImportExpression[source.value=${pattern}]`, message),
				banned(`TSImportType[source.value=${pattern}]`, message)
			])
		}
	};
};

/** A relative path into another room: each is reached by its alias, which its wall then judges. */
const elsewhere =
	'^\\..*/(lib|core|client|state|charts|components|routes|server|tests|scripts|bin)/';
/** @param {string[]} packages besides the files of the room itself */
const otherThan = (...packages) => `^(?!\\.|(${packages.join('|')}))|${elsewhere}`;
const builtin = `^(node:|(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$)`;

const core = {
	files: ['src/lib/core/**'],
	message: 'Core is pure: no I/O, no clock, no framework, no other room; and of zod only zod/mini.',
	forbidden: otherThan('#core/', 'zod/mini$'),
	says: [environment, chance, ...time]
};
const client = {
	files: ['src/lib/client/**'],
	message: 'The client knows core, zod/mini and the socket, and runs in Node and browsers.',
	forbidden: otherThan('#core/', 'zod/mini$', 'socket\\.io-client$'),
	says: [environment, chance, ...time]
};
const server = {
	files: ['server/**'],
	message: 'The server stands on core alone; the embedded daemon is reached over REST.',
	forbidden:
		'^#(?!core/)|^(svelte|@sveltejs|echarts|socket\\.io-client)(/|$)|^\\$|^\\..*/(src|embedded|tests|scripts|bin)/',
	says: [environment, chance, ...time]
};
/** The embedded programs, by how deep a file lies: as many steps up lead out of the folder. @param {number} depth */
const embedded = (depth) => ({
	files: [`server/embedded/${'*/'.repeat(depth)}*.ts`],
	message: 'The embedded daemon and its generator are programs of their own behind REST contracts.',
	forbidden: `^#|^(svelte|@sveltejs|echarts|socket\\.io|node-fetch)|^\\$|^(\\.\\./){${depth + 1}}`,
	says: [environment, chance, ...time]
});
/** @param {string} program @param {string} other @param {number} depth */
const apart = (program, other, depth) => {
	const { forbidden, ...rest } = embedded(depth);
	const files = [`server/embedded/${program}/${'*/'.repeat(depth - 1)}*.ts`];
	return { ...rest, files, forbidden: `${forbidden}|^(\\.\\./){${depth}}${other}/` };
};

export const walls = [
	{ rules: { 'no-restricted-syntax': /** @type {const} */ (['error', environment, barrel]) } },
	room(core),
	room(client),
	room({ ...client, files: ['src/lib/client/clock.ts'], says: [environment, chance] }),
	room({
		files: ['src/lib/state/**'],
		message: 'State stands on client and core.',
		forbidden: otherThan('#core/', '#client/', '#state/', 'zod/mini$', 'svelte(/|$)', '\\$app/'),
		says: [environment]
	}),
	room({
		files: ['src/lib/charts/**'],
		message: 'Charts turn core values into ECharts options.',
		forbidden: otherThan('#core/', '#charts/', 'echarts(/|$)', 'svelte(/|$)'),
		says: [environment]
	}),
	room({
		files: ['src/lib/components/**'],
		message: 'Components take props and give callbacks.',
		// Types of addresses alone: navigation is for routes.
		forbidden: otherThan('#core/', '#charts/', '#components/', 'svelte(/|$)', '\\$app/types$'),
		says: [environment]
	}),
	room({
		files: ['src/routes/**', 'src/hooks*'],
		message: 'Routes wire state to components.',
		forbidden: `^(echarts|socket\\.io|zod$)|${builtin}|^\\..*/(server|tests|scripts|bin)/`,
		says: [environment]
	}),
	room(server),
	...[0, 1, 2, 3, 4].map((depth) => room(embedded(depth))),
	...[1, 2, 3, 4].flatMap((depth) => [
		room(apart('daemon', 'generator', depth)),
		room(apart('generator', 'daemon', depth))
	]),
	room({ ...server, files: ['server/clock.ts'], says: [environment, chance] }),
	room({
		files: ['bin/**'],
		message:
			'The command stands on client and core; it is published without the server and the pages.',
		forbidden: `^#(?!core/|client/)|^(svelte|@sveltejs|echarts|socket\\.io(-client)?)(/|$)|^\\$|${elsewhere}`
	}),
	room({ ...embedded(1), files: ['server/embedded/shared/clock.ts'], says: [environment, chance] }),
	// The one place of a program where settings, time and chance come in.
	room({ ...server, files: ['server/main.ts'], says: [] }),
	room({ ...embedded(1), files: ['server/embedded/*/main.ts'], says: [] }),
	{
		files: ['scripts/**', 'tests/**', '*.config.*'],
		rules: { 'no-restricted-syntax': /** @type {const} */ (['error', barrel]) }
	}
];
