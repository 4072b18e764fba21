import type { ClientClock } from '#client/clock.ts';
import type { Style } from './terminal/style.ts';

/** The target of text output. */
export interface Output {
	/** Resolves once more can be written: waiting for it avoids a backlog. */
	write(text: string): Promise<void>;
	readonly terminal: boolean;
	readonly columns: number;
	readonly rows: number;
	readonly style: Style;
}

/** The environment of a command. */
export interface Shell {
	readonly out: Output;
	readonly err: Output;
	readonly clock: ClientClock;
	/** Aborted by Ctrl-C, by SIGTERM, and when the output cannot be written any more. */
	readonly signal: AbortSignal;
	/** Why the output could not be written, such as a full disk. A closed pipe is no error. */
	readonly writeFault: () => string | undefined;
	/** The pressed keys, while the terminal is in raw mode; absent without a terminal. */
	readonly keyboard?: Keyboard;
	onResize(action: () => void): () => void;
}

export interface Keyboard {
	/** Each key, an arrow's whole sequence as one. Returns a function that releases the keyboard. */
	listen(onKey: (key: string) => void): () => void;
	/** Stops the process as Ctrl-Z does; resolves when it continues. */
	suspend(): Promise<void>;
}

/** The options of every command. */
export interface Address {
	readonly url: URL;
	readonly token?: string;
}

/** Returns the address for a sentence: no token, no password, no query. */
export function whereabouts({ url }: Address): string {
	return `${url.origin}${url.pathname.replace(/\/$/, '')}`;
}

/** An error that is shown to the user as one sentence. */
export class Complaint extends Error {
	readonly exitCode: number;

	constructor(sentence: string, exitCode: number) {
		super(sentence);
		this.exitCode = exitCode;
	}
}
