import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const ROOT = new URL('../fixtures/recordings/', import.meta.url);

/** A recorded body as it came over the wire; `name` is `folder/file` without `.gz`. */
export function recordedText(name: string): string {
	const plain = fileURLToPath(new URL(name, ROOT));
	return existsSync(plain)
		? readFileSync(plain, 'utf8')
		: gunzipSync(readFileSync(`${plain}.gz`)).toString('utf8');
}

export function recordedJson(name: string): unknown {
	return JSON.parse(recordedText(name));
}

export interface Recording {
	readonly file: string;
	readonly method: string;
	readonly path: string;
	readonly port: number;
	readonly status: number;
}

export function recordings(): Recording[] {
	return readFileSync(new URL('manifest.jsonl', ROOT), 'utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as Recording);
}
