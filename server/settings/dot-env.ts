import { parseEnv } from 'node:util';

export type DotEnv =
	| { readonly ok: true; readonly values: Readonly<Record<string, string | undefined>> }
	| { readonly ok: false; readonly fault: string };

/**
 * The settings in `.env`, where there is one. One that is there but cannot be read is a fault: without the tokens in it
 * everyone would be let in.
 * @param readFile throws when it cannot
 */
export function readDotEnv(readFile: (path: string) => string): DotEnv {
	try {
		return { ok: true, values: parseEnv(readFile('.env')) };
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'ENOENT') return { ok: true, values: {} };
		return { ok: false, fault: `.env: it is there but cannot be read (${code ?? 'unknown'})` };
	}
}
