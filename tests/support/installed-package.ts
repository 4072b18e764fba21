import { execFileSync } from 'node:child_process';
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The package built, packed and unpacked in an empty folder, with exactly the dependencies that its manifest names
 * beside it: they are linked from the checkout, because a test asks no registry.
 */
export function installPackage() {
	const folder = mkdtempSync(join(tmpdir(), 'fleetcast-package-'));
	const built = join(folder, 'built');
	const run = (program: string, ...words: string[]) =>
		execFileSync(program, words, {
			cwd: ROOT,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'pipe']
		});
	run(process.execPath, 'scripts/package.mjs', '--out', built);
	run('npm', 'pack', built, '--pack-destination', folder);
	const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
	if (!archive) throw new Error('npm pack made nothing');
	const installed = join(folder, 'node_modules/fleetcast');
	mkdirSync(installed, { recursive: true });
	run('tar', '-xzf', join(folder, archive), '-C', installed, '--strip-components', '1');
	const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
		dependencies: Record<string, string>;
	};
	for (const name of Object.keys(dependencies))
		symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
	return {
		folder,
		installed,
		dependencies: Object.keys(dependencies),
		/** Copies a file of the checkout into the folder, like somebody who tries an example. */
		take(file: string): string {
			const [name = ''] = file.split('/').slice(-1);
			cpSync(join(ROOT, file), join(folder, name));
			return join(folder, name);
		},
		remove: () => rmSync(folder, { recursive: true, force: true })
	};
}
