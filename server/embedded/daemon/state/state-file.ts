import {
	appendFileSync,
	closeSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readFileSync,
	renameSync,
	statSync
} from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

const FILE = 'daemon-state.bin';

/** First bytes of the file. The number changes whenever the format does; a file with another one is not read. */
const MAGIC = Buffer.from('fleetcast-daemon-state 2\n', 'latin1');

/** Bytes of the length before every part. */
const LENGTH_BYTES = 4;

/** Readable by the owner only, because it contains server names. */
const MODE = 0o600;

export interface StateFile {
	readonly path: string;
	/** Returns all parts; undefined if there is no file. Throws if the file is of another format or broken. */
	read(): unknown[] | undefined;
	/** Writes the parts and replaces the file atomically: a crash leaves the old state or the new one. */
	write(parts: Iterable<unknown>): Promise<void>;
	/** The same without yielding, for the last moment of a process. */
	writeNow(parts: Iterable<unknown>): void;
	/** Returns size and time of the stored state. */
	stored(): { path: string; bytes: number; writtenAt: number } | undefined;
}

export function createStateFile(folder: string): StateFile {
	const path = join(folder, FILE);
	const temporary = `${path}.new`;
	return {
		path,
		read() {
			const bytes = readIfThere(path);
			return bytes && readParts(bytes);
		},
		async write(parts) {
			await mkdir(folder, { recursive: true });
			const file = await open(temporary, 'w', MODE);
			try {
				await file.appendFile(MAGIC);
				for (const part of parts) await file.appendFile(encode(part));
				await file.sync();
			} finally {
				await file.close();
			}
			await rename(temporary, path);
		},
		writeNow(parts) {
			mkdirSync(folder, { recursive: true });
			// Another name, because an unfinished write() may still use the first.
			const last = `${path}.last`;
			const file = openSync(last, 'w', MODE);
			try {
				appendFileSync(file, MAGIC);
				for (const part of parts) appendFileSync(file, encode(part));
				fsyncSync(file);
			} finally {
				closeSync(file);
			}
			renameSync(last, path);
		},
		stored() {
			const stats = statSync(path, { throwIfNoEntry: false });
			return stats && { path, bytes: stats.size, writtenAt: stats.mtimeMs };
		}
	};
}

function readIfThere(path: string): Buffer | undefined {
	try {
		return readFileSync(path);
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
		throw error;
	}
}

function encode(part: unknown): Buffer {
	const body = serialize(part);
	const length = Buffer.alloc(LENGTH_BYTES);
	length.writeUInt32LE(body.length);
	return Buffer.concat([length, body]);
}

function readParts(bytes: Buffer): unknown[] {
	if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
		throw new Error('not a state of this version of the daemon');
	}
	const parts: unknown[] = [];
	for (let at = MAGIC.length; at < bytes.length;) {
		const from = at + LENGTH_BYTES;
		const to = from + bytes.readUInt32LE(at);
		if (to > bytes.length) throw new Error('the state ends in the middle of a part');
		parts.push(deserialize(bytes.subarray(from, to)));
		at = to;
	}
	return parts;
}
