import { monotonicClock } from '#client/clock.ts';
import type { Keyboard, Output, Shell } from './shell.ts';
import { keysOf } from './terminal/keys.ts';
import { LEAVE } from './terminal/screen.ts';
import { createStyle, wantsColour } from './terminal/style.ts';

/** The size of a terminal that does not report one. */
const USUAL_SIZE = { columns: 80, rows: 24 };

type Environment = Readonly<Record<string, string | undefined>>;

function outputOf(
	stream: NodeJS.WriteStream,
	environment: Environment,
	onError: (error: Error) => void
): Output {
	stream.on('error', onError);
	return {
		write(text) {
			return new Promise((resolve) => {
				// Never rejects: a command that cannot write is ended by its signal, not by each of its writes.
				if (stream.destroyed || !stream.writable) return resolve();
				stream.write(text, (error) => {
					if (error) onError(error);
					resolve();
				});
			});
		},
		get terminal() {
			return stream.isTTY === true;
		},
		get columns() {
			return stream.columns || USUAL_SIZE.columns;
		},
		get rows() {
			return stream.rows || USUAL_SIZE.rows;
		},
		style: createStyle(wantsColour(environment, stream.isTTY === true))
	};
}

function keyboardOf(input: NodeJS.ReadStream): Keyboard {
	return {
		listen(onKey) {
			const take = (chunk: string) => {
				for (const key of keysOf(chunk)) onKey(key);
			};
			const restore = () => {
				input.off('data', take);
				input.setRawMode(false);
				input.pause();
			};
			input.setEncoding('utf8');
			input.setRawMode(true);
			input.on('data', take);
			input.resume();
			return restore;
		},
		suspend() {
			return new Promise((resolve) => {
				input.setRawMode(false);
				process.once('SIGCONT', () => {
					input.setRawMode(true);
					resolve();
				});
				process.kill(process.pid, 'SIGTSTP');
			});
		}
	};
}

export interface SystemShell extends Shell {
	/** Why the signal was aborted; also undefined when the output could not be written. */
	readonly endedBy: () => 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'pipe' | undefined;
	/** Restores the terminal at once, for an end that the command takes no part in. */
	restoreTerminal(): void;
}

/** The process as a command sees it: its streams, its signals, its terminal. */
export function createSystemShell(environment: Environment): SystemShell {
	const { stdin, stdout, stderr } = process;
	const controller = new AbortController();
	let endedBy: ReturnType<SystemShell['endedBy']>;
	let writeFault: string | undefined;

	function end(reason: NonNullable<typeof endedBy>): void {
		if (endedBy !== undefined && reason !== 'pipe') {
			// A second signal ends at once.
			restoreTerminal();
			process.exit(reason === 'SIGTERM' ? 143 : 130);
		}
		endedBy ??= reason;
		controller.abort();
	}

	function restoreTerminal(): void {
		// Raw only while the whole screen is held: see `top`.
		if (!stdin.isTTY || !stdin.isRaw) return;
		stdin.setRawMode(false);
		stdout.write(LEAVE);
	}

	function onOutError(error: Error): void {
		if (isClosedPipe(error)) return end('pipe');
		writeFault ??= error.message;
		controller.abort();
	}

	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
		process.on(signal, () => end(signal));
	return {
		out: outputOf(stdout, environment, onOutError),
		// An error that cannot be written to standard error is lost.
		err: outputOf(stderr, environment, (error) => isClosedPipe(error) && end('pipe')),
		clock: monotonicClock,
		signal: controller.signal,
		writeFault: () => writeFault,
		endedBy: () => endedBy,
		restoreTerminal,
		...(stdin.isTTY ? { keyboard: keyboardOf(stdin) } : {}),
		onResize(action) {
			stdout.on('resize', action);
			return () => stdout.off('resize', action);
		}
	};
}

/** The reader closed the pipe. */
function isClosedPipe(error: NodeJS.ErrnoException): boolean {
	return error.code === 'EPIPE';
}
