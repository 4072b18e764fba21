import { monotonicClock } from '#client/clock.ts';
import type { Keyboard, Output, Shell } from './shell.ts';
import { LEAVE } from './terminal/screen.ts';
import { createStyle, wantsColour } from './terminal/style.ts';

/** What a terminal is taken for that does not say its size. */
const USUAL_SIZE = { columns: 80, rows: 24 };

type Environment = Readonly<Record<string, string | undefined>>;

function outputOf(stream: NodeJS.WriteStream, environment: Environment): Output {
	return {
		write(text) {
			return new Promise((resolve) => {
				// An error is told by the event; whoever waits for room must not wait for ever.
				if (stream.destroyed || !stream.writable) resolve();
				else stream.write(text, () => resolve());
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
			const take = (chunk: string) => onKey(chunk);
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
	/** Why the signal was aborted. */
	readonly endedBy: () => 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'pipe' | undefined;
}

/** The process as a command sees it: its streams, its signals, its terminal. */
export function createSystemShell(environment: Environment): SystemShell {
	const controller = new AbortController();
	let endedBy: ReturnType<SystemShell['endedBy']>;
	function end(reason: NonNullable<typeof endedBy>): void {
		if (endedBy !== undefined) {
			// Asked again: nobody waits for manners any more.
			if (process.stdout.isTTY) process.stdout.write(LEAVE);
			process.exit(reason === 'SIGTERM' ? 143 : 130);
		}
		endedBy = reason;
		controller.abort();
	}
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
		process.on(signal, () => end(signal));
	for (const stream of [process.stdout, process.stderr])
		stream.on('error', () => {
			if (endedBy === undefined) end('pipe');
		});
	return {
		out: outputOf(process.stdout, environment),
		err: outputOf(process.stderr, environment),
		clock: monotonicClock,
		signal: controller.signal,
		endedBy: () => endedBy,
		...(process.stdin.isTTY ? { keyboard: keyboardOf(process.stdin) } : {}),
		onResize(action) {
			process.stdout.on('resize', action);
			return () => process.stdout.off('resize', action);
		}
	};
}
