import { writeSync } from 'node:fs';
import { pino, type Logger } from 'pino';

const STANDARD_ERROR = 2;

/**
 * The log of an embedded program, on standard error. The program outlives both of its outputs: a reader that went away or
 * a full disk costs lines, no more.
 */
export function createProgramLog(name: string): Logger {
	const goOn = () => undefined;
	process.stdout.on('error', goOn);
	process.stderr.on('error', goOn);
	// pino's own destination tries again for ever while a disk is full.
	return pino(
		{ name },
		{
			write(line) {
				try {
					writeSync(STANDARD_ERROR, line);
				} catch {
					// There is nowhere left to say it.
				}
			}
		}
	);
}
