import type { ViewState } from '../frame/view-state.ts';
import type { Problem } from '#core/protocol/problem.ts';
import type { HistorySummary } from '#core/history/summary.ts';

/** Of the faces that every view has, and a refusal in words where nothing is kept or it cannot be read. */
export type PastViewState = ViewState | 'refused';

export function pastViewState(
	summary: HistorySummary | undefined,
	problem: Problem | undefined
): PastViewState {
	// What was had stays on screen; that no more comes is said beside it.
	if (problem?.kind === 'history-absent' || (problem && !summary)) return 'refused';
	if (!summary) return 'waiting';
	return summary.window.to === 0 ? 'empty' : 'live';
}
