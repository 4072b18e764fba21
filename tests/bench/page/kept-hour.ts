import { systemClock } from '../../../server/clock.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { RECORDERS } from '../../../server/history/recorders.ts';
import type { KeptTick } from '../../../server/history/kept-tick.ts';
import { sampleForecasts } from '../../../server/history/sample-forecasts.ts';
import { fleetStates } from '../../../server/state/fleet-states.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';
import { writeHistory } from '../../support/written-history.ts';

const MINUTE_MS = 60_000;
const MINUTES = 60;
/** One of so many servers is critical, another one each minute. */
const ONE_OF = 50;
const STEP_MINUTES = 5;

/** Writes the hour before now, with forecasts that have met their truth, so that History and Accuracy have something to show. */
export function writeKeptHour(dir: string, servers: number): void {
	const names = serverNames(servers);
	const end = Math.floor(systemClock.now() / MINUTE_MS) * MINUTE_MS;
	const ticks = Array.from({ length: MINUTES }, (_, minute): KeptTick => {
		const at = end - (MINUTES - minute) * MINUTE_MS;
		const step = Math.floor(at / MINUTE_MS) % STEP_MINUTES === 0;
		const drawn = fleetOf(names, seeded(1));
		const rows = drawn.rows.map((row, index) => ({
			...row,
			score: index % ONE_OF === minute % ONE_OF ? 90 : row.score
		}));
		return {
			tick: minute + 1,
			at,
			measuredAt: at,
			epoch: 'bench',
			ok: true,
			states: fleetStates({ ...drawn, rows }, { silent: new Set() }, DEFAULT_THRESHOLDS),
			samples: { ...sampleForecasts(drawn, step), stepMs: STEP_MINUTES * MINUTE_MS }
		};
	});
	writeHistory(dir, RECORDERS, ticks);
}
