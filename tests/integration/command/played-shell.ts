import { monotonicClock, type ClientClock } from '#client/clock.ts';
import type { Keyboard, Output, Shell } from '../../../bin/shell.ts';
import { createStyle } from '../../../bin/terminal/style.ts';

/** An output that keeps what is written; a clogged one accepts no more until it is unclogged. */
class KeptOutput implements Output {
	text = '';
	columns = 80;
	rows = 12;
	#room = Promise.resolve();
	readonly terminal: boolean;
	readonly style = createStyle(false);

	constructor(terminal: boolean) {
		this.terminal = terminal;
	}

	async write(text: string): Promise<void> {
		this.text += text;
		await this.#room;
	}

	clog(): () => void {
		let unclog: () => void = () => undefined;
		this.#room = new Promise((resolve) => (unclog = resolve));
		return unclog;
	}

	get lines(): string[] {
		return this.text.split('\n').slice(0, -1);
	}

	/** Returns the written JSON, line by line. */
	get objects(): Record<string, unknown>[] {
		return this.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
	}
}

/** The world of a command, played by a test. */
export class PlayedShell implements Shell {
	readonly out: KeptOutput;
	readonly err: KeptOutput;
	readonly clock: ClientClock;
	readonly keyboard: Keyboard;
	/** Lets the process that was suspended go on. */
	continue: () => void = () => undefined;
	readonly #controller = new AbortController();
	#onKey: ((key: string) => void) | undefined;
	#onResize: (() => void) | undefined;

	constructor({ terminal = false, clock = monotonicClock as ClientClock } = {}) {
		this.out = new KeptOutput(terminal);
		this.err = new KeptOutput(terminal);
		this.clock = clock;
		this.keyboard = {
			listen: (onKey) => {
				this.#onKey = onKey;
				return () => (this.#onKey = undefined);
			},
			suspend: () => new Promise((resolve) => (this.continue = resolve))
		};
	}

	get signal(): AbortSignal {
		return this.#controller.signal;
	}

	/** What writing ends with, where the test says so. */
	fault: string | undefined;

	writeFault(): string | undefined {
		return this.fault;
	}

	/** Returns whether anything still reads the keyboard or listens for the window's size. */
	get held(): boolean {
		return this.#onKey !== undefined || this.#onResize !== undefined;
	}

	onResize(action: () => void): () => void {
		this.#onResize = action;
		return () => (this.#onResize = undefined);
	}

	press(key: string): void {
		this.#onKey?.(key);
	}

	resize(columns: number, rows: number): void {
		Object.assign(this.out, { columns, rows });
		this.#onResize?.();
	}

	interrupt(): void {
		this.#controller.abort();
	}
}
