import type { Metrics } from './metrics.ts';
import type { History } from './history/history.ts';

/** Adds the history's figures to `/metrics`. */
export function watchHistory(
	metrics: Pick<Metrics, 'watch'>,
	history: Pick<History, 'state'>
): void {
	metrics.watch('history_keeping', 'Whether ticks are being kept', () =>
		Number(history.state().keeping)
	);
	metrics.watch(
		'history_dropped_ticks',
		'Ticks that could not be kept',
		() => history.state().dropped ?? 0
	);
	metrics.watch(
		'history_megabytes',
		'Size of the history on disk',
		() => history.state().sizeMb ?? 0
	);
}
