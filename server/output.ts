/** As much as a reader that stands still is waited for: some thousand lines. */
const MOST_WAITING_BYTES = 1_000_000;

/** A pipe or a terminal has a handle that Node makes blocking; a file has none, and never waits for a reader. */
interface Blockable {
	readonly _handle?: { setBlocking?(blocking: boolean): void } | null;
}

/**
 * Standard output or standard error of a program that must outlive it. A reader that went away and a full disk cost the
 * lines of that time; a reader that stands still costs the lines beyond a megabyte, and is told how many.
 */
export function createOutput(stream: NodeJS.WriteStream): (text: string) => void {
	let lost = 0;
	// Without a listener the first line that cannot be written ends the process.
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
