import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FILE_NAME } from './database.ts';

/** The folder that was written to is not there any more: its disk was taken away, or somebody moved it. */
export class FolderGone extends Error {}

/** Which file is written to, so that another in its place, or none, is noticed: what is written to it is on no disk. */
export class Place {
	readonly #dir: string;
	readonly #file: string | undefined;
	/** Where another disk begins: without it an empty folder of the system's own disk stands there. */
	readonly #isMount: boolean;

	/** The file is open. */
	constructor(dir: string) {
		this.#dir = dir;
		this.#file = identityOf(join(dir, FILE_NAME));
		this.#isMount = isMount(dir);
	}

	/** Whether the open file still stands there under its name. */
	get isSame(): boolean {
		return identityOf(join(this.#dir, FILE_NAME)) === this.#file;
	}

	/** @throws FolderGone while there is nothing to write to */
	check(): void {
		if (identityOf(this.#dir) === undefined)
			throw new FolderGone('the folder of the history is gone');
		if (this.#isMount && !isMount(this.#dir))
			throw new FolderGone('the disk of the history is not mounted');
	}
}

function identityOf(path: string): string | undefined {
	const found = statSync(path, { throwIfNoEntry: false, bigint: true });
	return found && `${found.dev} ${found.ino}`;
}

function isMount(dir: string): boolean {
	const own = statSync(dir, { throwIfNoEntry: false })?.dev;
	return own !== undefined && own !== statSync(dirname(dir), { throwIfNoEntry: false })?.dev;
}
