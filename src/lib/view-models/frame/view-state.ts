import type { Freshness } from '#core/freshness.ts';

/** Every view has four faces: nothing yet, nothing to show, true, and true once. */
export type ViewState = 'waiting' | 'empty' | 'live' | 'stale';

/** `held` tells whether the view's state has arrived, `empty` whether that state has nothing in it. */
export function viewStateOf(freshness: Freshness, held: boolean, empty: boolean): ViewState {
	if (!held) return 'waiting';
	if (freshness.kind === 'stale') return 'stale';
	return empty ? 'empty' : 'live';
}
