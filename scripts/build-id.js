import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** All that the pages are made of. */
const SOURCES = [
	'src/**/*.*',
	'static/**/*.*',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts'
];
const DIGITS = 12;

/**
 * Names a build by what it is made of: the same sources have the same name on every machine, any change another one.
 *
 * @param {string} root
 */
export function buildId(root) {
	const hash = createHash('sha256');
	const found = globSync(SOURCES, { cwd: root }).sort();
	for (const file of found.filter((path) => statSync(join(root, path)).isFile()))
		hash.update(`${file.replaceAll('\\', '/')}\0`).update(readFileSync(join(root, file)));
	return hash.digest('hex').slice(0, DIGITS);
}
