import type { ClientClock } from '#client/clock.ts';
import type { Style } from './terminal/style.ts';

/** Where text goes. */
export interface Output {
	/** Resolves once there is room for more: who waits for it never builds a backlog. */
	write(text: string): Promise<void>;
	readonly terminal: boolean;
	readonly columns: number;
	readonly rows: number;
	readonly style: Style;
}

/** What a command is given of the world. */
export interface Shell {
	readonly out: Output;
	readonly err: Output;
	readonly clock: ClientClock;
	/** Aborted by Ctrl-C, by SIGTERM, and when the output cannot be written any more. */
	readonly signal: AbortSignal;
	/** Why the output could not be written, such as a full disk. That nobody reads a pipe any more is no fault. */
	readonly writeFault: () => string | undefined;
	/** The keys that are pressed, while the terminal is in raw mode; absent where there is no terminal. */
	readonly keyboard?: Keyboard;
	onResize(action: () => void): () => void;
}

export interface Keyboard {
	/** Each key, an arrow's whole sequence as one. What is returned gives the keyboard back. */
	listen(onKey: (key: string) => void): () => void;
	/** Stops the process as Ctrl-Z does; resolves when it goes on. */
	suspend(): Promise<void>;
}

/** What every command is told. */
export interface Address {
	readonly url: URL;
	readonly token?: string;
}

/** Where it looked, for a sentence: no token, no password, no query. */
export function whereabouts({ url }: Address): string {
	return `${url.origin}${url.pathname.replace(/\/$/, '')}`;
}

/** Something that the user is told as one sentence. */
export class Complaint extends Error {
	readonly exitCode: number;

	constructor(sentence: string, exitCode: number) {
		super(sentence);
		this.exitCode = exitCode;
	}
}
