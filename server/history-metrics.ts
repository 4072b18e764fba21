import type { Metrics } from './metrics.ts';
import type { History } from './history/history.ts';

const BYTES_PER_MB = 1e6;

/** Adds the history's figures to `/metrics`. */
export function watchHistory(
	metrics: Pick<Metrics, 'watch' | 'watchCount'>,
	history: Pick<History, 'state'>
): void {
	metrics.watch('history_keeping', 'Whether ticks are being kept', () =>
		Number(history.state().keeping)
	);
	metrics.watchCount(
		'history_dropped_ticks_total',
		'Ticks that could not be kept',
		() => history.state().dropped ?? 0
	);
	metrics.watch('history_size_bytes', 'Size of the history on disk', () =>
		Math.round((history.state().sizeMb ?? 0) * BYTES_PER_MB)
	);
}
