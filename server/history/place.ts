import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FILE_NAME } from './database.ts';

/** The folder is gone: its disk was unmounted, or it was moved. */
export class FolderGone extends Error {}

/** Identifies the open file, so that a replaced or deleted one is noticed: writes to it would be lost. */
export class Place {
	readonly #dir: string;
	readonly #file: string | undefined;
	/** Whether the folder is a mount point: without the disk, an empty folder of the system's own disk is there. */
	readonly #isMount: boolean;

	/** The file must be open. */
	constructor(dir: string) {
		this.#dir = dir;
		this.#file = identityOf(join(dir, FILE_NAME));
		this.#isMount = isMount(dir);
	}

	/** Whether the open file still exists under its name. */
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
