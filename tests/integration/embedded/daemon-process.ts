import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../server/embedded/daemon/main.ts', import.meta.url));

export interface DaemonProcess {
	readonly url: string;
	readonly child: ChildProcess;
	/** Everything logged so far. */
	log(): string;
	/** Sends SIGTERM; resolves with the exit code. */
	stop(): Promise<number | null>;
}

/** Starts the daemon on a free port, and waits until it says where it listens. */
export async function startDaemon(
	args: readonly string[] = [],
	env: Record<string, string> = {}
): Promise<DaemonProcess> {
	// A key of the shell that runs the tests must not lock them out.
	const inherited = { ...process.env, TFT_API_KEY: '' };
	const child = spawn(process.execPath, [MAIN, '--port', '0', '--with-parent', ...args], {
		env: { ...inherited, ...env },
		stdio: ['pipe', 'pipe', 'pipe']
	});
	let log = '';
	child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
	const exited = once(child, 'exit') as Promise<[number | null]>;
	const [line] = (await Promise.race([
		once(createInterface({ input: child.stdout }), 'line'),
		exited.then(([code]) => {
			throw new Error(`the daemon ended with ${code}: ${log}`);
		})
	])) as [string];
	const { listening } = JSON.parse(line) as { listening: string };
	return {
		url: listening,
		child,
		log: () => log,
		async stop() {
			child.kill('SIGTERM');
			const [code] = await exited;
			return code;
		}
	};
}

/** A record a server, calm but for the first database, which is in trouble. */
export function batchAt(at: number, servers: readonly string[]): object[] {
	return servers.map((server_name, index) => {
		const wave = Math.sin(at / 47_000 + index);
		const busy = server_name === 'ppdb001' ? 88 : 25;
		return {
			timestamp: new Date(at).toISOString(),
			server_name,
			status: 'healthy',
			cpu_user_pct: busy + 4 * wave,
			cpu_sys_pct: 4,
			cpu_iowait_pct: server_name === 'ppdb001' ? 3.5 : 2,
			cpu_idle_pct: 100 - busy - 6 - 4 * wave + (server_name === 'ppdb001' ? -1.5 : 0),
			java_cpu_pct: 10,
			mem_used_pct: server_name === 'ppdb001' ? 98.5 : 50 + 3 * wave,
			swap_used_pct: 2,
			disk_usage_pct: 40,
			net_in_mb_s: 30 + 10 * wave,
			net_out_mb_s: 20,
			back_close_wait: 3,
			front_close_wait: 2,
			load_average: busy / 10,
			uptime_days: 12
		};
	});
}

export async function feed(url: string, records: unknown, key?: string): Promise<Response> {
	return fetch(`${url}/feed/data`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...(key ? { 'x-api-key': key } : {}) },
		body: JSON.stringify({ records })
	});
}

export const SERVERS = ['ppdb001', 'ppdb002', 'ppml0001', 'ppweb001', 'ppweb002', 'ppetl001'];

/** Feeds `ticks` batches 5 s apart by their own time, the last of them now. */
export async function feedTicks(url: string, ticks: number, now: number): Promise<void> {
	for (let tick = 1; tick <= ticks; tick++) {
		const answer = await feed(url, batchAt(now - (ticks - tick) * 5000, SERVERS));
		if (answer.status !== 200) throw new Error(`the feed was refused: ${await answer.text()}`);
	}
}
