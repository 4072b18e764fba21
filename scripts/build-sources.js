import { existsSync, readdirSync, statSync } from 'node:fs';

/** All that a build of the pages is made of, from the checkout's folder: what changes here makes another build. */
export const BUILD_SOURCES = [
	'docs',
	'package-lock.json',
	'package.json',
	'scripts/build-id.js',
	'scripts/build-sources.js',
	'scripts/first-page-chunk.js',
	'src',
	'static',
	'svelte.config.js',
	'tsconfig.json',
	'vite.config.ts'
];

/** Every file that a build is made of, in order. @param {string} root @returns {string[]} */
export function buildFiles(root) {
	return BUILD_SOURCES.flatMap((source) => filesIn(root, source)).sort();
}

/** @param {string} root @param {string} path @returns {string[]} */
function filesIn(root, path) {
	const whole = `${root}/${path}`;
	if (!existsSync(whole)) return [];
	if (!statSync(whole).isDirectory()) return [path];
	return readdirSync(whole).flatMap((name) => filesIn(root, `${path}/${name}`));
}
