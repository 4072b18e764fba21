/** SQLite's result codes: https://www.sqlite.org/rescode.html; extended codes hold these in their low byte. */
const CODES = {
	busy: 5,
	readOnly: 8,
	ioError: 10,
	corrupt: 11,
	full: 13,
	cannotOpen: 14,
	notDatabase: 26
} as const;

function codeOf(error: unknown): number | undefined {
	return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
		? error.errcode & 0xff
		: undefined;
}

/** Whether the file itself is damaged: trying again does not help. */
export function isDamage(error: unknown): error is Error {
	const code = codeOf(error);
	return code === CODES.corrupt || code === CODES.notDatabase;
}

/** Whether another process is writing. */
export function isBusy(error: unknown): boolean {
	return codeOf(error) === CODES.busy;
}

/** Returns why nothing can be written for now, in words; undefined for any other fault. */
export function writeFault(error: unknown): string | undefined {
	const code = codeOf(error);
	const system = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === CODES.full || system === 'ENOSPC') return 'the disk is full';
	if (code === CODES.readOnly || system === 'EACCES' || system === 'EPERM' || system === 'EROFS')
		return 'the history may not be written to';
	if (system === 'EEXIST' || system === 'ENOTDIR' || system === 'ENOENT')
		return 'HISTORY_DIR is no folder';
	if (code === CODES.cannotOpen) return 'the history file cannot be opened';
	if (code === CODES.ioError) return 'the disk does not take what is written';
	if (code === CODES.busy) return 'another program is writing to the history file';
	return undefined;
}
