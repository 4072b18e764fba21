import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FleetcastProcess } from '../../support/fleetcast-process.ts';
import { Child } from '../child.ts';
import { rounded, type Row, type Section } from '../row.ts';

const SERVERS = 90;
const VIEWERS = 50;
/** The number of viewers that are replaced each time the memory is read. */
const CHURN = 10;
/** The shortest tick there is, at this many times real time: ten ticks a second. */
const TICK_SECONDS = 2;
const SPEED = 20;
const TRIES = 1_000;
const TOPICS = ['summary', 'risk', 'metrics', 'alerts'];

/** Fleetcast as it is started, with a history and viewers that come and go: what the whole process holds, tick by tick. */
export const soak: Section = {
	name: 'soak',
	async run({ quick }) {
		const ticks = quick ? 300 : 10_000;
		const dir = mkdtempSync(join(tmpdir(), 'fleetcast-soak-'));
		const daemon = new Child(new URL('../stand-in-process.ts', import.meta.url), [String(SERVERS)]);
		const crowd = new Child(new URL('../fanout/viewers.ts', import.meta.url));
		const { url } = await daemon.ask<{ url: string }>({ kind: 'listen' });
		const fleetcast = new FleetcastProcess(
			{
				DAEMON_URL: url,
				TICK_SECONDS: String(TICK_SECONDS),
				FEED_SECONDS: String(TICK_SECONDS),
				HISTORY_DIR: dir,
				SOAK_SPEED: String(SPEED)
			},
			undefined,
			['--import', new URL('fast-time.mjs', import.meta.url).href]
		);
		try {
			await fleetcast.start();
			return [await soaked(fleetcast, crowd, ticks)];
		} finally {
			await fleetcast.stop();
			for (const child of [daemon, crowd]) child.stop();
			rmSync(dir, { recursive: true });
		}
	}
};

async function soaked(fleetcast: FleetcastProcess, crowd: Child, ticks: number): Promise<Row> {
	const port = Number(new URL(fleetcast.url).port);
	const open = (count: number) =>
		crowd.ask({
			kind: 'open',
			crowd: 'all',
			port,
			count,
			gateway: true,
			topics: TOPICS,
			tries: TRIES
		});
	await open(VIEWERS);
	const readings: number[] = [];
	let at = 0;
	let peak = 0;
	for (let each = 1; each <= 10; each++) {
		const until = (ticks / 10) * each;
		while (at < until) {
			await crowd.ask({ kind: 'leave', crowd: 'all', count: CHURN });
			await open(CHURN);
			await new Promise((resolve) => setTimeout(resolve, 1_000));
			const now = await figures(fleetcast.url);
			at = now.ticks;
			peak = Math.max(peak, now.residentMb);
		}
		const { residentMb, heapMb } = await figures(fleetcast.url);
		readings.push(residentMb);
		console.log(
			`      ${at} ticks: resident ${rounded(residentMb, 0)} MB (peak ${rounded(peak, 0)}), JavaScript heap of the serving thread ${rounded(heapMb, 0)} MB`
		);
	}
	// The last half against the fifth before it: what comes and goes within a minute is no growth.
	const warm = Math.max(...readings.slice(1, 3));
	const end = Math.max(...readings.slice(-2));
	const growth = end / warm - 1;
	return {
		figure: `resident memory of the whole process over ${ticks} ticks, ${SERVERS} servers, ${VIEWERS} viewers with churn`,
		measured: `${rounded(end, 0)} MB, ${rounded(growth * 100, 1)} %`,
		reference: `${rounded(warm, 0)} MB after a fifth of them`,
		goal: '≤ 5 % growth',
		met: growth <= 0.05,
		numbers: { warm, end, peak, growth }
	};
}

async function figures(
	url: string
): Promise<{ ticks: number; residentMb: number; heapMb: number }> {
	const text = await (await fetch(new URL('/metrics', url))).text();
	const sum = (name: string) =>
		[...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))].reduce(
			(total, [, value]) => total + Number(value),
			0
		);
	return {
		ticks: sum('fleetcast_ticks_total'),
		residentMb: sum('process_resident_memory_bytes') / 1e6,
		heapMb: sum('nodejs_heap_size_used_bytes') / 1e6
	};
}
