/**
 * The boundaries within `server/` as lint rules:
 *
 *     shell → pipeline → gateway, poller, diagnostics → topics → state → upstream, history → leaves
 *
 * The shell is what lies at the top of the folder, and settings/. The embedded programs stand alone.
 */
import { chance, environment, layer, time } from './boundary-layer.js';

const server = {
	files: ['server/**'],
	message: 'The server stands on core alone; the embedded daemon is reached over REST.',
	forbidden:
		'^#(?!core/)|^(svelte|@sveltejs|echarts|socket\\.io-client)(/|$)|^\\$|^\\..*/(src|embedded|tests|scripts|bin)/',
	bannedStatements: [...environment, chance, ...time]
};
/** Files beside the shell's that every layer of the server may use; they use only one another. */
const LEAVES =
	'byte-order-mark|clock|hide-in-json|hide-secrets|identity|nap|steady-time|tick-spacing';
/** What a file of the server may import of the server, and nothing else of it. @param {string} up @param {string} folders */
const onlyOf = (up, folders) => `${server.forbidden}|^${up}(?!(${LEAVES})\\.ts$|(${folders})/)`;
/** Of history, only what lies at its top is for others. */
const historyInside = '^\\..*/history/(ticks|episodes|forecasts|rollups)/';
/** @param {string} folder @param {string[]} below what its files may import, besides one another */
const serverLayer = (folder, ...below) =>
	[0, 1].map((depth) =>
		layer({
			...server,
			files: [`server/${folder}/${'*/'.repeat(depth)}*.ts`],
			message: `${folder}/ stands on ${[...below, 'leaves'].join(', ')} alone.`,
			forbidden: `${onlyOf(`(\\.\\./){${depth + 1}}`, [folder, ...below].join('|'))}|${historyInside}`
		})
	);
/** @param {string} part @param {string} others */
const historyPart = (part, others) =>
	layer({
		...server,
		files: [`server/history/${part}/*.ts`],
		message: `history/${part}/ stands on the files at the top of history/ alone.`,
		forbidden: `${onlyOf('(\\.\\./){2}', 'history')}|^\\.\\./(${others})/`
	});
const shell = { ...server, forbidden: `${server.forbidden}|${historyInside}` };
const inServer = [
	layer(shell),
	layer({
		...server,
		files: ['server/pipeline.ts'],
		message: 'The pipeline knows nothing of the shell.',
		forbidden: `${onlyOf('\\./', 'gateway|poller|diagnostics|topics|state|upstream|history')}|${historyInside}`
	}),
	layer({
		...server,
		files: [`server/{${LEAVES.replaceAll('|', ',')}}.ts`],
		message: 'A leaf stands on leaves alone.',
		forbidden: onlyOf('\\./', '$')
	}),
	...serverLayer('settings', 'upstream'),
	...serverLayer('gateway', 'state', 'upstream', 'history'),
	...serverLayer('poller', 'upstream'),
	...serverLayer('diagnostics', 'topics', 'state', 'upstream'),
	...serverLayer('topics', 'state', 'upstream', 'history'),
	...serverLayer('state', 'upstream', 'history'),
	...serverLayer('upstream'),
	layer({
		...server,
		files: ['server/history/*.ts'],
		message: 'history/ stands on leaves alone.',
		forbidden: onlyOf('\\.\\./', '$')
	}),
	historyPart('ticks', 'episodes|forecasts|rollups'),
	historyPart('episodes', 'ticks|forecasts|rollups'),
	historyPart('forecasts', 'ticks|episodes|rollups'),
	// A server's row tells its alerts, too.
	historyPart('rollups', 'ticks|forecasts')
];
/** The embedded programs, by how deep a file lies: as many steps up lead out of the folder. @param {number} depth */
const embedded = (depth) => ({
	files: [`server/embedded/${'*/'.repeat(depth)}*.ts`],
	message: 'The embedded daemon and its generator are programs of their own behind REST contracts.',
	forbidden: `^#|^(svelte|@sveltejs|echarts|socket\\.io|node-fetch)|^\\$|^(\\.\\./){${depth + 1}}`,
	bannedStatements: [...environment, chance, ...time]
});
/** @param {string} program @param {string} other @param {number} depth */
const apart = (program, other, depth) => {
	const { forbidden, ...rest } = embedded(depth);
	const files = [`server/embedded/${program}/${'*/'.repeat(depth - 1)}*.ts`];
	return { ...rest, files, forbidden: `${forbidden}|^(\\.\\./){${depth}}${other}/` };
};

export const serverBoundaries = [
	...inServer,
	...[0, 1, 2, 3, 4].map((depth) => layer(embedded(depth))),
	...[1, 2, 3, 4].flatMap((depth) => [
		layer(apart('daemon', 'generator', depth)),
		layer(apart('generator', 'daemon', depth))
	]),
	layer({
		...server,
		files: ['server/clock.ts'],
		forbidden: onlyOf('\\./', '$'),
		bannedStatements: [...environment, chance]
	}),
	layer({
		...embedded(1),
		files: ['server/embedded/shared/clock.ts'],
		bannedStatements: [...environment, chance]
	}),
	// The one place of a program where settings, time and chance come in.
	layer({ ...shell, files: ['server/main.ts'], bannedStatements: [] }),
	layer({ ...embedded(1), files: ['server/embedded/*/main.ts'], bannedStatements: [] })
];
