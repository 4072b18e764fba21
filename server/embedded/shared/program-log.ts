import { writeSync } from 'node:fs';
import { pino, type Logger } from 'pino';

const STANDARD_ERROR = 2;

/**
 * Returns the log of an embedded program, on standard error. The program survives both of its outputs: a closed pipe or
 * a full disk costs lines, nothing else.
 */
export function createProgramLog(name: string): Logger {
	const goOn = () => undefined;
	process.stdout.on('error', goOn);
	process.stderr.on('error', goOn);
	// pino's own destination retries forever while a disk is full.
	return pino(
		{ name },
		{
			write(line) {
				try {
					writeSync(STANDARD_ERROR, line);
				} catch {
					// There is no other place to report it.
				}
			}
		}
	);
}
