import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FleetcastProcess } from '../support/fleetcast-process.ts';
import { PlainViewer } from '../support/plain-viewer.ts';
import { Child } from './child.ts';
import { rounded, type Row, type Section } from './row.ts';

const TICK_MS = 5_000;
const ROUND_TIMEOUT_SECONDS = 10;
const HEALTH_GOAL_MS = 500;
const GAP_GOAL_TICKS = 2.5;
const RESIDENT_GOAL_MB = 2_500;
const PROBE_EVERY_MS = 20;
/** Calls of the daemon under each answer: the status and the predictions, twice. */
const CALLS = 4;

/** The cost of a hostile daemon's answers for viewers: the process must survive, and nobody must wait. */
export const hostile: Section = {
	name: 'hostile',
	async run({ quick }) {
		const folder = mkdtempSync(join(tmpdir(), 'fleetcast-bench-'));
		const daemon = new Child(new URL('hostile-process.ts', import.meta.url), [
			quick ? '0.02' : '1'
		]);
		const { url, names } = await daemon.ask<{ url: string; names: string[] }>({ kind: 'listen' });
		const fleetcast = new FleetcastProcess({
			DAEMON_URL: url,
			TFT_API_KEY: 'k3y-of-the-daemon',
			TICK_SECONDS: String(TICK_MS / 1_000),
			DAEMON_TIMEOUT_SECONDS: String(ROUND_TIMEOUT_SECONDS),
			HISTORY_DIR: folder
		});
		await fleetcast.start();
		const rows: Row[] = [];
		for (const name of names) rows.push(await under(name, daemon, fleetcast));
		await fleetcast.stop();
		daemon.stop();
		rmSync(folder, { recursive: true, force: true });
		return rows;
	}
};

async function under(name: string, daemon: Child, fleetcast: FleetcastProcess): Promise<Row> {
	const viewer = new PlainViewer(fleetcast.url);
	const gaps = new Gaps();
	viewer.socket.on('tick', () => gaps.heard());
	await viewer.join({ topics: ['summary', 'risk', 'metrics', 'alerts'] });
	await daemon.ask({ kind: 'turn', name });
	let longestMs = 0;
	for (let answered = 0; answered < CALLS;) {
		const started = performance.now();
		await (await fetch(`${fleetcast.url}/healthz`)).text();
		longestMs = Math.max(longestMs, performance.now() - started);
		await new Promise((resolve) => setTimeout(resolve, PROBE_EVERY_MS));
		({ answered } = await daemon.ask<{ answered: number }>({ kind: 'answered' }));
	}
	const metrics = await (await fetch(`${fleetcast.url}/metrics`)).text();
	const residentMb = Number(/process_resident_memory_bytes (\d+)/.exec(metrics)?.[1]) / 1e6;
	viewer.close();
	await daemon.ask({ kind: 'turn', name: '' });
	const gapTicks = gaps.longestMs() / TICK_MS;
	return {
		figure: `a daemon that answers with ${name}`,
		measured: `/healthz ${rounded(longestMs, 0)} ms, gap ${rounded(gapTicks)} ticks, ${rounded(residentMb, 0)} MB`,
		reference: `a tick of ${TICK_MS / 1_000} s`,
		goal: `≤ ${HEALTH_GOAL_MS} ms, ≤ ${GAP_GOAL_TICKS} ticks, ≤ ${RESIDENT_GOAL_MB} MB`,
		met:
			longestMs <= HEALTH_GOAL_MS && gapTicks <= GAP_GOAL_TICKS && residentMb <= RESIDENT_GOAL_MB,
		numbers: { longestMs, gapTicks, residentMb }
	};
}

/** The longest wait for a tick, the one under way included. */
class Gaps {
	#heardAt = performance.now();
	#longestMs = 0;

	heard(): void {
		this.#longestMs = this.longestMs();
		this.#heardAt = performance.now();
	}

	longestMs(): number {
		return Math.max(this.#longestMs, performance.now() - this.#heardAt);
	}
}
