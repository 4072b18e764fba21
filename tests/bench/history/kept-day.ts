import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { systemClock } from '../../../server/clock.ts';
import { createHistory, type History } from '../../../server/history/history.ts';
import type { KeptTick } from '../../../server/history/kept-tick.ts';
import { sampleForecasts } from '../../../server/history/sample-forecasts.ts';
import { fleetStates } from '../../../server/state/fleet-states.ts';
import { SimulatedFleet } from '../../support/simulated-fleet.ts';
import { cpuMs } from '../child.ts';

const STEP_MS = 300_000;
const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
/** Samples that each server has fed before the first tick: the embedded daemon calls a server ready at 150. */
const FED_BEFORE = 200;
/** Ticks are made and kept in turns, so that keeping can be measured alone. */
const TURN = 12;

export interface KeptDay {
	readonly dir: string;
	readonly history: History;
	readonly servers: number;
	readonly ticks: number;
	readonly tickMs: number;
	/** Time of the first tick and of the newest, ms since 1970. */
	readonly from: number;
	readonly to: number;
	/** Processor time of handing over and keeping one tick, all threads together. */
	readonly cpuMsPerTick: number;
	/** How long the serving thread was busy with each tick, in ms. */
	readonly handOverMs: readonly number[];
	close(): Promise<void>;
}

/** Keeps the ticks of a simulated fleet, time running as fast as it can. */
export async function keepDay(options: {
	readonly servers: number;
	readonly ticks: number;
	readonly tickMs: number;
}): Promise<KeptDay> {
	const { servers, ticks, tickMs } = options;
	const startAt = Date.UTC(2026, 0, 1);
	const fleet = new SimulatedFleet({ servers, seed: 42, startAt });
	for (let fed = 0; fed < FED_BEFORE; fed++) fleet.feed(tickMs);
	const from = startAt + (FED_BEFORE + 1) * tickMs;
	const dir = mkdtempSync(join(tmpdir(), 'fleetcast-day-'));
	let kept = 0;
	let turnOver = () => {};
	const history = createHistory({
		dir,
		retention: { ticksMs: YEAR_MS, minutesMs: YEAR_MS, hoursMs: YEAR_MS },
		maxBytes: 1e12,
		clock: systemClock,
		onFault(message, detail) {
			throw new Error(`${message}: ${detail ?? ''}`);
		},
		onRecovered: () => undefined,
		onKept(numbers) {
			kept += numbers.length;
			turnOver();
		}
	});
	// The thread has begun.
	await history.ask('moment', { at: 0 });
	let cpu = 0;
	const handOverMs: number[] = [];
	for (let tick = 0; tick < ticks;) {
		const turn: KeptTick[] = [];
		for (; turn.length < TURN && tick < ticks; tick++)
			turn.push(tickOf(fleet, tick + 1, from + tick * tickMs, tickMs));
		const before = cpuMs();
		const due = kept + turn.length;
		const { promise, resolve } = Promise.withResolvers<undefined>();
		turnOver = () => {
			if (kept === due) resolve(undefined);
		};
		for (const each of turn) {
			const start = performance.now();
			history.keep(each);
			handOverMs.push(performance.now() - start);
		}
		await promise;
		cpu += cpuMs() - before;
	}
	return {
		...options,
		dir,
		history,
		from,
		to: from + (ticks - 1) * tickMs,
		cpuMsPerTick: cpu / ticks,
		handOverMs,
		async close() {
			await history.close();
			rmSync(dir, { recursive: true });
		}
	};
}

function tickOf(simulated: SimulatedFleet, tick: number, at: number, tickMs: number): KeptTick {
	const fleet = simulated.advance(tickMs);
	return {
		tick,
		at,
		measuredAt: at,
		epoch: 'bench',
		ok: true,
		states: fleetStates(fleet, { silent: new Set() }, DEFAULT_THRESHOLDS),
		// As the tick cutter hands them over: without the length of a step nothing of them is kept.
		samples: { ...sampleForecasts(fleet, at % STEP_MS < tickMs), stepMs: STEP_MS }
	};
}
