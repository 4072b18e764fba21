import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import type { KeptTick } from '../../server/history/kept-tick.ts';
import { sampleForecasts } from '../../server/history/sample-forecasts.ts';
import { fleetStates } from '../../server/state/fleet-states.ts';
import { fleetOf, seeded, serverNames } from './fleets.ts';

export const TICK_MS = 5_000;
/** The first tick of a kept run. */
export const BEGAN = Date.UTC(2026, 0, 1);

/** As many as make a tick take some work. */
export const SERVERS_UNDER_LOAD = 15;
/** So short for ticks that some are deleted every minute, while others are written; scores are all there to be compared. */
export const UNDER_LOAD_MS = { ticksMs: 300_000, minutesMs: 1e10, hoursMs: 1e10 };

/** The length of a forecast step in these runs; one in this many ticks has forecasts. */
export const STEP_MS = 60_000;

/** Returns the numbered tick of a fleet with new random values, as the pipeline passes it to the history. */
export function keptTick(tick: number, { servers = 3, epoch = 'epoch1' } = {}): KeptTick {
	return tickOf(tick, servers, epoch, false);
}

/** The same, with what forecasts are made and scored from. */
export function sampledTick(tick: number, { servers = 3, epoch = 'epoch1' } = {}): KeptTick {
	return tickOf(tick, servers, epoch, true);
}

function tickOf(tick: number, servers: number, epoch: string, forecasts: boolean): KeptTick {
	const fleet = fleetOf(serverNames(servers), seeded(tick));
	const at = BEGAN + tick * TICK_MS;
	const samples = { ...sampleForecasts(fleet, at % STEP_MS === 0), stepMs: STEP_MS };
	return {
		tick,
		at,
		epoch,
		measuredAt: at - 1_000,
		ok: true,
		states: fleetStates(fleet, { silent: new Set() }, DEFAULT_THRESHOLDS),
		...(forecasts && { samples })
	};
}
