/** How much is buffered for a reader that stands still: some thousand lines. */
const MOST_WAITING_BYTES = 1_000_000;

/** A pipe or a terminal has a handle that Node makes blocking; a file has none, and never waits for a reader. */
interface Blockable {
	readonly _handle?: { setBlocking?(blocking: boolean): void } | null;
}

/**
 * Writes to standard output or standard error without depending on it. A closed reader and a full disk lose the lines of
 * that time; a stalled reader loses the lines beyond a megabyte, and is told how many.
 */
export function createOutput(stream: NodeJS.WriteStream): (text: string) => void {
	let lost = 0;
	// Without a listener the first failed write ends the process.
	stream.on('error', () => undefined);
	(stream as Blockable)._handle?.setBlocking?.(false);
	return (text) => {
		if (stream.writableLength > MOST_WAITING_BYTES) {
			lost++;
			return;
		}
		if (lost > 0) stream.write(`${JSON.stringify({ level: 40, msg: 'lines lost', lost })}\n`);
		lost = 0;
		stream.write(text);
	};
}
