/** What SQLite says besides its message: https://www.sqlite.org/rescode.html; extended codes hold these in their low byte. */
const CODES = { ioError: 10, corrupt: 11, full: 13, readOnly: 8, notDatabase: 26 } as const;

function codeOf(error: unknown): number | undefined {
	return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
		? error.errcode & 0xff
		: undefined;
}

/** The file itself is broken: it will not become better by trying again. */
export function isDamage(error: unknown): error is Error {
	const code = codeOf(error);
	return code === CODES.corrupt || code === CODES.notDatabase;
}

/** Why nothing can be written for now, in words; undefined when the fault lies elsewhere. */
export function writeFault(error: unknown): string | undefined {
	const code = codeOf(error);
	if (code === CODES.full || systemCode(error) === 'ENOSPC') return 'the disk is full';
	if (code === CODES.readOnly) return 'the history file cannot be written to';
	if (code === CODES.ioError) return 'the disk does not take what is written';
	return undefined;
}

function systemCode(error: unknown): unknown {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}
