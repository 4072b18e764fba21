import type { ViewState } from '../frame/view-state.ts';
import type { Problem } from '#core/protocol/problem.ts';
import type { HistorySummary } from '#core/history/summary.ts';

/** The states of every view, and a refusal in words where nothing is kept or it cannot be read. */
export type PastViewState = ViewState | 'refused';

/** Returns the state of a view of the history from its last answer and its last problem. */
export function pastViewState(
	summary: HistorySummary | undefined,
	problem: Problem | undefined
): PastViewState {
	// Earlier answers stay on screen, with a note that no more arrive.
	if (problem?.kind === 'history-absent' || (problem && !summary)) return 'refused';
	if (!summary) return 'waiting';
	return summary.window.to === 0 ? 'empty' : 'live';
}
