import { parseArgs } from 'node:util';

interface DaemonArguments {
	port: number;
	host: string;
	/** Folder of the state file; undefined keeps nothing over a restart. */
	stateDir: string | undefined;
	rateLimits: boolean;
	windowMinutes: number;
	/** Whether the feed begins with a past; until it reaches the present, the daemon's time is the feed's. */
	past: boolean;
	withParent: boolean;
}

export type ParsedArguments =
	{ ok: true; arguments: DaemonArguments } | { ok: false; faults: string[] };

export const USAGE = `Usage: npm run daemon -- [options]
  --port N             port to listen on, 0 for any free one (8000)
  --host ADDRESS       address to listen on (127.0.0.1)
  --state-dir FOLDER   keep what was learnt over restarts (nothing is kept)
  --rate-limits        limit calls per client address (always on beyond loopback)
  --window-minutes N   a server silent for longer leaves the answers (30)
  --past               the feed begins with a past: its time is the daemon's until it reaches the present
  --with-parent        stop when standard input closes
The environment variable TFT_API_KEY, when set, must be sent along as X-API-Key.`;

/** Parses the command line; reports every error at once. */
export function parseArguments(args: readonly string[]): ParsedArguments {
	try {
		const { values } = parseArgs({
			args: [...args],
			options: {
				port: { type: 'string', default: '8000' },
				host: { type: 'string', default: '127.0.0.1' },
				'state-dir': { type: 'string' },
				'rate-limits': { type: 'boolean', default: false },
				'window-minutes': { type: 'string', default: '30' },
				past: { type: 'boolean', default: false },
				'with-parent': { type: 'boolean', default: false }
			}
		});
		const faults: string[] = [];
		const port = Number(values.port);
		if (!Number.isInteger(port) || port < 0 || port > 65_535) {
			faults.push(`--port: a whole number of 0–65535, not "${values.port}"`);
		}
		const windowMinutes = Number(values['window-minutes']);
		if (!(windowMinutes >= 1 && windowMinutes <= 24 * 60)) {
			faults.push(`--window-minutes: a number of 1–1440, not "${values['window-minutes']}"`);
		}
		if (faults.length) return { ok: false, faults };
		return {
			ok: true,
			arguments: {
				port,
				host: values.host,
				stateDir: values['state-dir'],
				rateLimits: values['rate-limits'] || !isLoopback(values.host),
				windowMinutes,
				past: values.past,
				withParent: values['with-parent']
			}
		};
	} catch (error) {
		return { ok: false, faults: [error instanceof Error ? error.message : String(error)] };
	}
}

function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
