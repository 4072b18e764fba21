import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A program of the bench in a process of its own, asked and answering one message at a time. */
export class Child {
	readonly #process: ChildProcess;

	constructor(script: URL, args: readonly string[] = []) {
		this.#process = fork(fileURLToPath(script), args, { execArgv: ['--expose-gc'] });
	}

	ask<Answer>(question: object): Promise<Answer> {
		const answer = this.next<Answer>();
		this.#process.send(question);
		return answer;
	}

	/** Resolves with the next message that the process sends unasked. */
	next<Answer>(): Promise<Answer> {
		return new Promise((resolve, reject) => {
			const onMessage = (answer: Answer) => {
				this.#process.off('exit', onExit);
				resolve(answer);
			};
			const onExit = (code: number | null) => {
				this.#process.off('message', onMessage);
				reject(new Error(`a bench process ended with ${code}`));
			};
			this.#process.once('message', onMessage);
			this.#process.once('exit', onExit);
		});
	}

	stop(): void {
		this.#process.kill();
	}
}

/** The answering side: one handler, its answers sent back in order. */
export function answer<Question extends object>(handle: (question: Question) => unknown): void {
	process.on('message', (question: Question) => {
		void Promise.resolve(handle(question)).then((result) => process.send?.(result ?? {}));
	});
	process.on('disconnect', () => process.exit(0));
}

/** A clock that all processes of one machine share, in ms with fractions. */
export function sharedNow(): number {
	return performance.timeOrigin + performance.now();
}

/** Processor time of this process so far, user and system together. */
export function cpuMs(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

/** What this process holds after a full collection: the heap, and buffers outside of it. */
export function heldBytes(): number {
	globalThis.gc?.();
	globalThis.gc?.();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}
