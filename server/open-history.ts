import type { Clock } from './clock.ts';
import { createHistory, noHistory, type History, type HistoryDeps } from './history/history.ts';
import type { StoreSettings } from './history/store.ts';
import type { Logger } from './log.ts';

/** Opens the history that the settings ask for, and logs its faults. */
export function openHistory(deps: {
	/** Undefined: nothing is kept. */
	readonly settings: StoreSettings | undefined;
	readonly clock: Clock;
	readonly clockWarning: NonNullable<HistoryDeps['clockWarning']>;
	readonly log: Logger;
}): History {
	const { settings, clock, clockWarning, log } = deps;
	if (!settings) return noHistory();
	return createHistory({
		...settings,
		clock,
		clockWarning,
		onFault: (message, detail) => log.warn({ detail }, message),
		onRecovered: () => log.info('history is kept again')
	});
}
