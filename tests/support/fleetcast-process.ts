import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };

/** The options and the program of `npm start`. */
const START = packageJson.scripts.start.split(' ').slice(1);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Fleetcast as `npm start` runs it, in a process of its own with these settings, on a free port unless one is named. It keeps
 * no history unless HISTORY_DIR names a folder, and its demo has no past unless DEMO_PAST_HOURS gives it one.
 */
export class FleetcastProcess {
	readonly lines: string[] = [];
	readonly #environment: Record<string, string>;
	readonly #root: string;
	readonly #nodeOptions: readonly string[];
	#child: ChildProcess | undefined;
	#url = '';

	/**
	 * @param root the checkout that it is started from
	 * @param nodeOptions given to Node before the program
	 */
	constructor(
		environment: Record<string, string>,
		root = ROOT,
		nodeOptions: readonly string[] = []
	) {
		this.#environment = environment;
		this.#root = root;
		this.#nodeOptions = nodeOptions;
	}

	get url(): string {
		return this.#url;
	}

	/** Resolves when it says where it is. Started again, it takes the port it had. */
	async start(): Promise<void> {
		const port = this.#url ? new URL(this.#url).port : '0';
		const child = spawn(process.execPath, [...this.#nodeOptions, ...START], {
			cwd: this.#root,
			env: {
				PATH: process.env.PATH,
				PORT: port,
				HISTORY_DIR: 'off',
				DEMO_PAST_HOURS: '0',
				...this.#environment
			},
			stdio: ['ignore', 'pipe', 'pipe']
		});
		this.#child = child;
		await new Promise<void>((resolve, reject) => {
			const read = (line: string) => {
				this.lines.push(line);
				const address = /is at (http:\S+?)(?:"| |$)/.exec(line)?.[1];
				if (!address) return;
				this.#url = address.replace(/\/$/, '');
				resolve();
			};
			createInterface({ input: child.stdout }).on('line', read);
			createInterface({ input: child.stderr }).on('line', read);
			child.once('exit', (code) =>
				reject(new Error(`ended with ${code}: ${this.lines.join('\n')}`))
			);
		});
	}

	/** Asked to stop; answers its exit code. */
	async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
		const child = this.#child;
		this.#child = undefined;
		if (!child || child.exitCode !== null) return child?.exitCode ?? null;
		child.kill(signal);
		const [code] = (await once(child, 'exit')) as [number | null];
		return code;
	}
}
