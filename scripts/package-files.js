/** How the checkout's files become those of the package: where they go, what they import, what they need. */
import { dirname, relative } from 'node:path/posix';

const SPECIFIER = /(?<=\b(?:from|import)\s*\(?\s*)'([^']+)'/g;

/**
 * The place in the package of a file compiled from the checkout: `src/lib/client/x.js` is `client/x.js`.
 *
 * @param {string} path
 */
export function placeOf(path) {
	return path.replace(/^src\/lib\//, '');
}

/**
 * A compiled module as it must be at its place: no alias, which a browser cannot follow, and no `.ts`.
 *
 * @param {string} place
 * @param {string} text
 */
export function withPlainImports(place, text) {
	return text.replace(SPECIFIER, (_, /** @type {string} */ specifier) => {
		const aimed = /^#(core|view-models|client)\//.test(specifier)
			? towards(place, specifier.slice(1))
			: specifier;
		return `'${aimed.startsWith('.') ? aimed.replace(/\.ts$/, '.js') : aimed}'`;
	});
}

/** @param {string} from @param {string} to */
function towards(from, to) {
	const path = relative(dirname(from), to);
	return path.startsWith('.') ? path : `./${path}`;
}

/**
 * The packages that a module imports, Node's own left out.
 *
 * @param {string} text
 */
export function packagesOf(text) {
	return [...text.matchAll(SPECIFIER)]
		.map(([, specifier = '']) => specifier)
		.filter((specifier) => !/^[.#]|^node:/.test(specifier))
		.map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
}

/**
 * The package's manifest: what the checkout says of itself, and only the dependencies that the files import.
 *
 * @param {{ name: string, version: string, description: string, license: string, dependencies: Record<string, string> }} root
 * @param {Iterable<string>} packages
 * @throws when a file imports what the checkout does not depend on
 */
export function manifestOf({ name, version, description, license, dependencies }, packages) {
	const needed = [...new Set(packages)].sort().map((needs) => {
		const pinned = dependencies[needs];
		if (pinned === undefined) throw new Error(`the package imports ${needs}, no dependency`);
		return [needs, `^${pinned}`];
	});
	return {
		name,
		version,
		description,
		license,
		type: 'module',
		engines: { node: '>=20' },
		sideEffects: false,
		exports: {
			'./client': { types: './client/published.d.ts', default: './client/published.js' },
			'./browser': {
				types: './client/published.d.ts',
				default: './browser/fleetcast-client.js'
			},
			'./package.json': './package.json'
		},
		bin: { fleetcast: './bin/fleetcast.js' },
		dependencies: Object.fromEntries(needed)
	};
}
