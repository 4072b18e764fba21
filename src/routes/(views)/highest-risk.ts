import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import type { RiskState } from '#core/topics/states.ts';
import type { ViewPath } from '#view-models/frame/views.ts';
import { byRisk } from '#view-models/levels/ranking.ts';

/** Opens the server of the highest risk at this moment in place of a view that was opened without a name; it then stays. */
export function openHighest(
	risk: RiskState | undefined,
	pathOf: (server: string) => ViewPath
): void {
	const [highest] = risk ? byRisk(risk, 1) : [];
	if (highest)
		void goto(resolve(pathOf(highest.server)), {
			replaceState: true,
			keepFocus: true,
			noScroll: true
		});
}
