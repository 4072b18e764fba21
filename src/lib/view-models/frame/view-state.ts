import type { Freshness } from '#core/freshness.ts';

/** The states of a view: nothing received yet, nothing to show, current data, and outdated data. */
export type ViewState = 'waiting' | 'empty' | 'live' | 'stale';

/** `held`: whether the view's state has arrived; `empty`: whether it contains nothing. */
export function viewStateOf(freshness: Freshness, held: boolean, empty: boolean): ViewState {
	if (!held) return 'waiting';
	if (freshness.kind === 'stale') return 'stale';
	return empty ? 'empty' : 'live';
}
