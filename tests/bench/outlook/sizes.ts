import type { Outlook } from '#core/fleet.ts';
import type { Json, JsonObject } from '#core/json/json.ts';
import { diff } from '#core/json/merge-patch.ts';
import { readFleet } from '../../../server/upstream/read-fleet.ts';
import { scaledAnswers } from '../../support/scaled-answer.ts';
import { SimulatedFleet } from '../../support/simulated-fleet.ts';
import { median, rounded, type Row } from '../row.ts';

const GOAL_BYTES_A_SERVER = 45;
const TICK_SHARE = 10;
const TICK_MS = 5_000;
/** A day of a sample a minute: the forecasts then know the hours. */
const LEARNT_FEEDS = 1_440;
const FEED_MS = 60_000;

/** What the topics that look ahead weigh, whole and per tick. */
export function sizeRows(servers: number, ticks: number): Row[] {
	const { names, states, patches, fleetPatches } = simulatedTicks(servers, ticks);
	const body = scaledAnswers(servers, names)(1);
	const reference = `${rounded(Buffer.byteLength(body) / 1e6, 1)} MB, the daemon's answer`;
	const goalBytes = GOAL_BYTES_A_SERVER * servers;
	const whole = (figure: string, bytes: number): Row => ({
		figure,
		measured: kilobytes(bytes),
		reference,
		goal: `≤ ${kilobytes(goalBytes)}`,
		met: bytes <= goalBytes,
		numbers: { bytes }
	});
	const bytes = median(states.map(({ servers: state }) => bytesOf(state)));
	const patch = median(patches);
	const recorded = readFleet(JSON.parse(body));
	if (!recorded.ok) throw new Error(recorded.problem.detail);
	return [
		whole(`outlook, whole, ${servers} simulated servers`, bytes),
		whole(
			`outlook, whole, ${servers} servers as recorded in a critical state`,
			bytesOf(recorded.value.outlook.servers)
		),
		{
			figure: `outlook, per tick, ${servers} simulated servers`,
			measured: kilobytes(patch),
			reference: `${kilobytes(bytes)}, the whole`,
			goal: `≤ 1/${TICK_SHARE}`,
			met: patch * TICK_SHARE <= bytes,
			numbers: { patch, bytes }
		},
		{
			figure: `outlook-fleet, per tick, ${servers} simulated servers`,
			measured: kilobytes(median(fleetPatches)),
			reference: `${kilobytes(median(states.map(({ fleet }) => bytesOf(fleet))))}, the whole`,
			goal: 'less than the whole',
			met: median(fleetPatches) < median(states.map(({ fleet }) => bytesOf(fleet))),
			numbers: { patch: median(fleetPatches) }
		}
	];
}

function simulatedTicks(servers: number, ticks: number) {
	const fleet = new SimulatedFleet({ servers, seed: 7, startAt: Date.UTC(2026, 2, 2, 13) });
	for (let feed = 0; feed < LEARNT_FEEDS; feed++) fleet.feed(FEED_MS);
	const states: Outlook[] = [];
	let names: string[] = [];
	for (let tick = 0; tick < ticks; tick++) {
		const { outlook, rows } = fleet.advance(TICK_MS);
		states.push(outlook);
		names = rows.map(({ name }) => name);
	}
	const patchesOf = (part: 'servers' | 'fleet') =>
		states.slice(1).map((state, index) => {
			const before = states[index]?.[part] ?? {};
			return bytesOf(diff(before as JsonObject, state[part] as JsonObject) ?? {});
		});
	return { names, states, patches: patchesOf('servers'), fleetPatches: patchesOf('fleet') };
}

function bytesOf(value: Json | object): number {
	return Buffer.byteLength(JSON.stringify(value));
}

function kilobytes(bytes: number): string {
	return `${rounded(bytes / 1000, 1)} kB`;
}
