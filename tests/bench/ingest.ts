import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Fleet } from '#core/fleet.ts';
import type { JsonObject } from '#core/json/json.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { TICK_TOPICS, type Topic } from '#core/protocol/topic.ts';
import { newest, patchBetween, record, type Ledger } from '../../server/state/ledger.ts';
import { fleetStates } from '../../server/state/fleet-states.ts';
import { textOf } from '../../server/upstream/daemon-client.ts';
import { createIngest } from '../../server/upstream/ingest.ts';
import { readFleet } from '../../server/upstream/read-fleet.ts';
import { scaledAnswers } from '../support/scaled-answer.ts';
import { Child, cpuMs } from './child.ts';
import { median, rounded, type Row, type Section } from './row.ts';

setFlagsFromString('--expose-gc');
// Collections by hand make code look unused; a server under load keeps its compiled code.
setFlagsFromString('--no-flush-bytecode');
const collectGarbage = runInNewContext('gc') as () => void;

/** Rounds until the compiler has seen enough; a server that has run for a minute is past this. */
const WARM_UP = 10;
const RATIO_GOAL = 1.5;
const DELAY_GOAL_MS = 20;

/** What a tick costs before anyone is served, beside `JSON.parse` of the same body; and what the serving thread feels of it. */
export const ingest: Section = {
	name: 'ingest',
	async run({ quick }) {
		const sizes = quick ? [90] : [90, 1_000];
		const rows = sizes.map((servers) => cpuOf(servers, quick ? 4 : servers > 500 ? 12 : 30));
		return [...rows, await loopDelay(quick ? 90 : 1_000, quick ? 2 : 6)];
	}
};

function cpuOf(servers: number, rounds: number): Row {
	const answers = scaledAnswers(servers);
	const ours: number[] = [];
	const bare: number[] = [];
	let ledger: Ledger = new Map();
	let patchBytes = 0;
	for (let round = 0; round < rounds + WARM_UP; round++) {
		const body = Buffer.from(answers(round));
		const text = body.toString('utf8');
		// Each side pays for its own garbage, not for the other's.
		collectGarbage();
		const parseStart = cpuMs();
		JSON.parse(text);
		const parseMs = cpuMs() - parseStart;
		collectGarbage();
		const start = cpuMs();
		const result = advance(ledger, body, round + 1);
		const oursMs = cpuMs() - start;
		({ ledger, patchBytes } = result);
		if (round < WARM_UP) continue;
		bare.push(parseMs);
		ours.push(oursMs);
	}
	const ratio = median(ours) / median(bare);
	return {
		figure: `ingest CPU, bytes to patches, ${servers} servers (patches ${Math.round(patchBytes / 1000)} kB)`,
		measured: `${rounded(median(ours), 1)} ms (${rounded(ratio)} ×)`,
		reference: `${rounded(median(bare), 1)} ms, JSON.parse of the same body`,
		goal: `≤ ${RATIO_GOAL} ×`,
		met: ratio <= RATIO_GOAL,
		numbers: { ours: median(ours), parse: median(bare), ratio }
	};
}

/** Everything from the bytes to the encoded patches, the copy of the rows between the threads included. */
function advance(
	before: Ledger,
	body: Buffer,
	seq: number
): { ledger: Ledger; patchBytes: number } {
	const fleet = readFleet(JSON.parse(textOf(body)));
	if (!fleet.ok) throw new Error(fleet.problem.detail);
	const { forecasts } = fleet.value;
	const arrived: Fleet = structuredClone(fleet.value, {
		transfer: [forecasts.values.buffer, forecasts.now.buffer, forecasts.trend.buffer]
	});
	const states = Object.entries(
		fleetStates(arrived, { silent: new Set() }, DEFAULT_THRESHOLDS)
	) as [Topic, JsonObject][];
	const ledger = record(before, 'bench', seq, states);
	let patchBytes = 0;
	for (const topic of TICK_TOPICS) {
		const from = newest(before, topic);
		const to = newest(ledger, topic);
		if (from && to) patchBytes += JSON.stringify(patchBetween(from, to)).length;
	}
	return { ledger, patchBytes };
}

async function loopDelay(servers: number, rounds: number): Promise<Row> {
	const daemon = new Child(new URL('stand-in-process.ts', import.meta.url), [String(servers)]);
	const { url } = await daemon.ask<{ url: string }>({ kind: 'listen' });
	const reader = createIngest({ baseUrl: url, timeoutMs: 120_000, maxBytes: 500_000_000 });
	const signal = new AbortController().signal;
	let ledger: Ledger = new Map();
	const round = async (seq: number) => {
		const { fleet } = await reader.pollDaemon(signal);
		if (!fleet.ok) throw new Error(fleet.problem.detail);
		const states = fleetStates(fleet.value.fleet, { silent: new Set() }, DEFAULT_THRESHOLDS);
		ledger = record(ledger, 'bench', seq, Object.entries(states) as [Topic, JsonObject][]);
		return fleet.value.bytes;
	};
	await round(1);
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	let bytes = 0;
	for (let seq = 2; seq < rounds + 2; seq++) bytes = await round(seq);
	delay.disable();
	const p99Ms = delay.percentile(99) / 1e6;
	const maxMs = delay.max / 1e6;
	await reader.close();
	daemon.stop();
	return {
		figure: `loop delay of the serving thread while ${servers} servers (${Math.round(bytes / 1e6)} MB) are ingested`,
		measured: `p99 ${rounded(p99Ms, 1)} ms, worst ${rounded(maxMs, 1)} ms`,
		reference: 'the sampling step of 1 ms',
		goal: `p99 ≤ ${DELAY_GOAL_MS} ms`,
		met: p99Ms <= DELAY_GOAL_MS,
		numbers: { p99Ms, maxMs, bytes }
	};
}
