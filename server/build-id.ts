import { readFileSync } from 'node:fs';

/** Returns the name of the build in this folder, as Kit wrote it; undefined where there is none. */
export function readBuildId(folder: URL): string | undefined {
	try {
		const text = readFileSync(new URL('client/_app/version.json', folder), 'utf8');
		const { version } = JSON.parse(text) as { version?: unknown };
		return typeof version === 'string' ? version : undefined;
	} catch {
		return undefined;
	}
}
