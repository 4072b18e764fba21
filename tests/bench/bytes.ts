import type { JsonObject } from '#core/json/json.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import type { Tick } from '#core/protocol/messages.ts';
import { serverTopic, type Topic } from '#core/protocol/topic.ts';
import { newest, patchBetween, record, type Ledger } from '../../server/state/ledger.ts';
import { fleetStates } from '../../server/state/fleet-states.ts';
import { serverState } from '../../server/state/server-state.ts';
import { readFleet } from '../../server/upstream/read-fleet.ts';
import { recordedJson } from '../support/recordings.ts';
import { scaledAnswers } from '../support/scaled-answer.ts';
import { median, rounded, type Row, type Section } from './row.ts';

const SERVERS = 90;
const RECORDED_TICKS = [0, 1, 2].map((tick) => `ticks-healthy/predictions-0${tick}.json`);

interface View {
	readonly name: string;
	readonly topics: readonly Topic[];
	readonly share: number;
}

/** The topics that each view joins; the cascade health moves every third tick and weighs some 150 B, and is left out here. */
const VIEWS: readonly View[] = [
	{ name: 'Overview', topics: ['summary', 'alerts'], share: 1_000 },
	{ name: 'all servers, all display metrics', topics: ['risk', 'metrics'], share: 200 }
];

/** What a viewer is sent in a tick, beside what the daemon sent to Fleetcast for it. */
export const bytes: Section = {
	name: 'bytes',
	async run({ quick }) {
		const answers = scaledAnswers(SERVERS);
		const sent = new Map<View, number[]>(VIEWS.map((view) => [view, []]));
		let ledger: Ledger = new Map();
		let bodyBytes = 0;
		for (let tick = 1; tick <= (quick ? 4 : 24); tick++) {
			const body = answers(tick);
			bodyBytes = Buffer.byteLength(body);
			const before = ledger;
			ledger = advance(ledger, body, tick);
			for (const [view, sizes] of sent)
				if (tick > 1) sizes.push(packetBytes(view, before, ledger, tick));
		}
		return [
			...VIEWS.map((view) => rowOf(view, median(sent.get(view) ?? []), bodyBytes)),
			oneServer(bodyBytes)
		];
	}
};

/** A server's whole forecast over recorded consecutive ticks, where every number of it moves. */
function oneServer(bodyBytes: number): Row {
	const name = 'ppdb001';
	const topic = serverTopic(name);
	const view = { name: 'one server, its whole forecast', topics: [topic], share: 200 };
	const sizes: number[] = [];
	let ledger: Ledger = new Map();
	RECORDED_TICKS.forEach((recording, index) => {
		const fleet = readFleet(recordedJson(recording));
		if (!fleet.ok) throw new Error(fleet.problem.detail);
		const state = serverState(
			fleet.value,
			name,
			{ silent: new Set() },
			DEFAULT_THRESHOLDS
		) as JsonObject;
		const before = ledger;
		ledger = record(ledger, 'bench', index + 1, [[topic, state]]);
		if (index > 0) sizes.push(packetBytes(view, before, ledger, index + 1));
	});
	return rowOf(view, median(sizes), bodyBytes);
}

function advance(ledger: Ledger, body: string, tick: number): Ledger {
	const fleet = readFleet(JSON.parse(body));
	if (!fleet.ok) throw new Error(fleet.problem.detail);
	const silent = new Set<string>();
	const states = Object.entries(fleetStates(fleet.value, { silent }, DEFAULT_THRESHOLDS)) as [
		Topic,
		JsonObject
	][];
	return record(ledger, 'bench', tick, states);
}

function packetBytes({ topics }: View, before: Ledger, after: Ledger, tick: number): number {
	const patches = topics.flatMap((topic) => {
		const from = newest(before, topic);
		const to = newest(after, topic);
		return from && to && from !== to ? [patchBetween(from, to)] : [];
	});
	const packet: Tick = { tick, at: 1_790_000_000_000, age: 1_234, patches };
	return Buffer.byteLength(`42${JSON.stringify(['tick', packet])}`);
}

function rowOf({ name, share }: View, packet: number, body: number): Row {
	return {
		figure: `bytes per viewer and tick, ${name}, ${SERVERS} servers`,
		measured: `${packet} B (1/${rounded(body / packet, 0)})`,
		reference: `${rounded(body / 1e6, 1)} MB, the daemon's answer`,
		goal: `≤ 1/${share}`,
		met: packet * share <= body,
		numbers: { packet, body }
	};
}
