import { afterEach } from 'vitest';
import type { KeptStates } from '#core/history/kept-ticks.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import type { Joined } from '#core/protocol/messages.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { fleetStates } from '../../server/state/fleet-states.ts';
import { fleetOf, seeded, serverNames } from './fleets.ts';
import { startGateway, TICK_MS, type GatewayHarness } from './gateway-harness.ts';
import { MemoryHistory } from './memory-history.ts';
import { PlainViewer } from './plain-viewer.ts';

/** When the kept ticks begin, in ms since 1970. */
export const BEGIN = Date.UTC(2025, 11, 31, 12);

/** Ticks 5 s apart in which servers come, go and change. */
export function keptTicks(count: number, seed = 7): MemoryHistory {
	const random = seeded(seed);
	const history = new MemoryHistory();
	for (let tick = 1; tick <= count; tick++) {
		const names = serverNames(3 + Math.floor(random() * 4));
		const fleet = fleetOf(names, random);
		const at = BEGIN + (tick - 1) * TICK_MS;
		const states: KeptStates = fleetStates(fleet, { silent: new Set() }, DEFAULT_THRESHOLDS);
		history.keep({ tick, at, measuredAt: at - 1_000, ok: true, epoch: 'then', states });
	}
	return history;
}

export async function joinPast(
	viewer: PlainViewer,
	topics: readonly Topic[],
	at: number,
	speed: number
): Promise<Joined> {
	const answer = await viewer.join({ topics: [...topics], replay: { at, speed } });
	if (!answer.ok) throw new Error(answer.problem.detail);
	return answer.value;
}

/** Gateways and viewers that are closed after each test, the newest first. */
export function replayStage() {
	const opened: { close: () => unknown }[] = [];
	afterEach(async () => {
		for (const open of opened.splice(0).reverse()) await open.close();
	});
	return {
		/** `run` names the process that it represents. */
		async start(history?: MemoryHistory, run = 'run'): Promise<GatewayHarness> {
			const harness = await startGateway({ epoch: run, ...(history ? { history } : {}) });
			opened.push(harness);
			return harness;
		},
		connect(harness: GatewayHarness): PlainViewer {
			const viewer = new PlainViewer(harness.url);
			opened.push(viewer);
			return viewer;
		}
	};
}
