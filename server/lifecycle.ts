import type { Clock } from './clock.ts';
import type { Logger } from './log.ts';

/** Starts the shutdown; later calls change nothing. */
export type Stop = (reason: string, exitCode?: number) => void;

/** Something that runs until the signal aborts. It handles expected failures itself: what it throws is a bug. */
export interface Service {
	readonly name: string;
	run(signal: AbortSignal, stop: Stop): Promise<void>;
}

export interface Lifecycle {
	readonly stop: Stop;
	/** Resolves with the exit code once everything is closed, or at the deadline. */
	readonly ended: Promise<number>;
}

/** SIGTERM to exit within 5 s; half a second is left for the process itself. */
const CLOSING_MS = 4_500;

/**
 * Runs the services. At shutdown it aborts them, calls `closers` one after the other (each regardless of the previous one's
 * failure) and resolves with the exit code: 0 when asked to stop, 1 for a bug of ours.
 */
export function startLifecycle(deps: {
	readonly services: readonly Service[];
	readonly closers: readonly { readonly name: string; close(): void | Promise<void> }[];
	readonly clock: Clock;
	readonly log: Logger;
}): Lifecycle {
	const { clock, log } = deps;
	const aborter = new AbortController();
	const { promise: ended, resolve } = Promise.withResolvers<number>();

	async function close(exitCode: number): Promise<void> {
		let code = exitCode;
		for (const closer of deps.closers) {
			try {
				await closer.close();
			} catch (error) {
				log.error({ err: error }, `${closer.name} failed to close`);
				code = 1;
			}
		}
		await Promise.allSettled(running);
		resolve(code);
	}

	function stop(reason: string, exitCode = 0): void {
		if (aborter.signal.aborted) return;
		log.info({ reason }, 'closing');
		aborter.abort();
		clock.after(CLOSING_MS, () => {
			log.error('not everything closed in time');
			resolve(1);
		});
		void close(exitCode);
	}

	async function run(service: Service): Promise<void> {
		try {
			await service.run(aborter.signal, stop);
			if (aborter.signal.aborted) return;
			log.fatal(`${service.name} ended by itself`);
		} catch (error) {
			if (aborter.signal.aborted) return;
			log.fatal({ err: error }, `${service.name} broke`);
		}
		stop(`${service.name} is gone`, 1);
	}
	const running = deps.services.map(run);
	return { stop, ended };
}
