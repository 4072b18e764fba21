import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { FILE_NAME } from '../history/database.ts';
import { giveWay } from '../give-way.ts';
import type { Logger } from '../log.ts';
import { advancePast } from './generator-client.ts';
import type { PastOrder, PastOutcome } from './past-program.ts';

const PROGRAM = fileURLToPath(new URL('past-program.ts', import.meta.url));

/** Whether a history may begin with a simulated past: one that has a file is left as it is. */
export function isWithoutHistory(dir: string): boolean {
	return !existsSync(join(dir, FILE_NAME));
}

export interface SimulatedPastDeps {
	readonly log: Logger;
	/** The environment that the program inherits. */
	readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Has a past made by a program of its own, which gives way to everything else, and then lets the feed go live. Stopping it
 * leaves no trace: a past is recorded as a whole or not at all.
 */
export function createSimulatedPast({ log, environment }: SimulatedPastDeps) {
	const stopping = new AbortController();
	let child: ChildProcess | undefined;

	async function record(order: PastOrder): Promise<PastOutcome> {
		child = fork(PROGRAM, {
			env: { ...environment },
			stdio: ['ignore', 'ignore', 'inherit', 'ipc']
		});
		const { pid } = child;
		giveWay(pid, constants.priority.PRIORITY_BELOW_NORMAL);
		const { promise, resolve } = Promise.withResolvers<PastOutcome>();
		child.once('message', (outcome) => resolve(outcome as PastOutcome));
		child.once('error', (error) => resolve({ fault: error.message }));
		child.once('exit', (code, signal) => resolve({ fault: `ended with ${code ?? signal}` }));
		child.send(order);
		return promise;
	}

	return {
		/** Resolves when the past is recorded, or cannot be; with false when it was cut off. */
		async make(order: PastOrder): Promise<boolean> {
			const outcome = stopping.signal.aborted ? { fault: 'stopped' } : await record(order);
			if ('kept' in outcome) log.info(outcome, 'the simulated past is recorded');
			else if (!stopping.signal.aborted) log.warn(outcome, 'the simulated past is not recorded');
			return !stopping.signal.aborted;
		},
		/** Brings the feed to the present. A generator that fails to is restarted in the present anyway. */
		async goLive(generatorUrl: string): Promise<void> {
			try {
				await advancePast(generatorUrl, stopping.signal);
			} catch (error) {
				if (!stopping.signal.aborted) log.warn({ err: error }, 'the past could not be ended');
			}
		},
		/** Resolves when the program has cleared away what it had begun. */
		async close(): Promise<void> {
			stopping.abort();
			if (!child || child.exitCode !== null || child.signalCode !== null) return;
			const ended = Promise.withResolvers<undefined>();
			child.once('exit', () => ended.resolve(undefined));
			child.kill('SIGTERM');
			await ended.promise;
		}
	};
}
