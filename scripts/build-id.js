import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFiles } from './build-sources.js';

const DIGITS = 12;

/**
 * Names a build by what it is made of: the same sources have the same name on every machine, any change another one.
 *
 * @param {string} root
 */
export function buildId(root) {
	const hash = createHash('sha256');
	for (const file of buildFiles(root))
		hash.update(`${file}\0`).update(readFileSync(join(root, file)));
	return hash.digest('hex').slice(0, DIGITS);
}
