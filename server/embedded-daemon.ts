import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Clock } from './clock.ts';
import { giveWay } from './give-way.ts';
import type { Logger } from './log.ts';

export interface EmbeddedOptions {
	readonly log: Logger;
	readonly clock: Clock;
	/** Generated at each start: not even the demo's daemon is open. */
	readonly key: string;
	readonly servers: number;
	readonly scenario: string;
	readonly seed: number;
	/** How much simulated past the feed begins with; 0: none. Somebody has to call it up, from `generatorUrl`. */
	readonly pastMs: number;
	/** The environment that the programs inherit. */
	readonly environment: Readonly<Record<string, string | undefined>>;
}

const HOUR_MS = 3_600_000;

/** Simulating servers must not delay those who watch them. */
const PRIORITY_STEPS = 5;

/** Restart intervals grow for a program that keeps dying. */
const RESTART = { leastMs: 1_000, mostMs: 30_000 };

/**
 * Runs the embedded daemon and its metrics generator as separate programs: Fleetcast knows them only by their addresses. A
 * generator that dies is restarted; so is a daemon, at its previous address.
 */
export function createEmbeddedDaemon(options: EmbeddedOptions) {
	const { log, clock } = options;
	const running = new Set<ChildProcess>();
	const closing = Promise.withResolvers<undefined>();
	let closed = false;
	let generatorUrl: string | undefined;

	/**
	 * Starts a program, returns the address that it prints, and restarts it whenever it ends by itself. Undefined if it is
	 * closed first.
	 */
	function keepRunning(
		name: string,
		script: string,
		args: (again: string | undefined) => readonly string[]
	): Promise<string | undefined> {
		const listens = new Promise<string>((resolve) => {
			let address: string | undefined;
			let deaths = 0;
			const start = () => {
				if (closed) return;
				const child = spawn(
					process.execPath,
					[fileURLToPath(new URL(script, import.meta.url)), '--with-parent', ...args(address)],
					{
						// Its input stays open during our lifetime: it exits when we do, for any reason.
						stdio: ['pipe', 'pipe', 'pipe'],
						env: { ...options.environment, TFT_API_KEY: options.key }
					}
				);
				giveWay(child.pid, PRIORITY_STEPS);
				running.add(child);
				createInterface({ input: child.stdout }).on('line', (line) => {
					const listening = listeningAt(line);
					if (!listening) return;
					address = listening;
					deaths = 0;
					resolve(listening);
				});
				createInterface({ input: child.stderr }).on('line', (line) =>
					log.debug({ from: name }, line)
				);
				child.once('error', (error) => log.error({ from: name, err: error }, 'cannot be started'));
				child.once('exit', (code) => {
					running.delete(child);
					if (closed) return;
					log.warn({ from: name, code }, 'ended, starting again');
					clock.after(Math.min(RESTART.mostMs, RESTART.leastMs * 2 ** deaths++), start);
				});
			};
			start();
		});
		return Promise.race([listens, closing.promise]);
	}

	return {
		/** Returns the daemon's address once it listens and receives metrics; undefined if it is closed first. */
		async start(): Promise<string | undefined> {
			const daemonUrl = await keepRunning('daemon', './embedded/daemon/main.ts', (again) => [
				'--port',
				again === undefined ? '0' : new URL(again).port,
				...(options.pastMs ? ['--past'] : [])
			]);
			if (daemonUrl === undefined) return undefined;
			generatorUrl = await keepRunning('generator', './embedded/generator/main.ts', () =>
				generatorArguments(options, daemonUrl)
			);
			return generatorUrl === undefined ? undefined : daemonUrl;
		},
		/** Where scenarios are chosen. */
		generatorUrl: () => generatorUrl,
		close(): void {
			closed = true;
			closing.resolve(undefined);
			for (const child of running) child.kill('SIGTERM');
		}
	};
}

function generatorArguments(options: EmbeddedOptions, daemonUrl: string): readonly string[] {
	return [
		...['--port', '0', '--daemon-url', daemonUrl, '--story'],
		...['--servers', String(options.servers), '--scenario', options.scenario],
		...['--seed', String(options.seed), '--past-hours', String(options.pastMs / HOUR_MS)]
	];
}

function listeningAt(line: string): string | undefined {
	try {
		const { listening } = JSON.parse(line) as { listening?: unknown };
		return typeof listening === 'string' ? listening : undefined;
	} catch {
		return undefined;
	}
}
