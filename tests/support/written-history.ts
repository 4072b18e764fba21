import type { Recorder } from '../../server/history/recorder.ts';
import type { KeptTick } from '../../server/history/kept-tick.ts';
import { Store } from '../../server/history/store.ts';

const LONG_MS = 365 * 86_400_000;
/** Ticks in one transaction. */
const BATCH = 500;

/** Writes a history folder, for a Fleetcast that is started on it, as one that kept these ticks would have left it. */
export function writeHistory(
	dir: string,
	recorders: readonly Recorder[],
	ticks: readonly KeptTick[]
): void {
	const retention = { ticksMs: LONG_MS, minutesMs: LONG_MS, hoursMs: LONG_MS };
	const store = new Store(
		recorders,
		{ dir, retention, maxBytes: 1e12 },
		{
			onFault(message, detail) {
				throw new Error(`${message}: ${detail ?? ''}`);
			},
			onRecovered: () => undefined,
			onOpened: () => undefined
		}
	);
	for (let first = 0; first < ticks.length; first += BATCH)
		store.keep(ticks.slice(first, first + BATCH));
	store.close();
}
