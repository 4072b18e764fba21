import { readMoment } from '#view-models/history/replay.ts';
import { topicsAt } from '#view-models/frame/views.ts';
import type { LayoutServerLoad } from './$types';

/**
 * The first page contains the newest snapshots of its topics. Untracked: navigating between views loads nothing here,
 * because the socket delivers it.
 */
export const load: LayoutServerLoad = ({ locals, route, url, untrack }) =>
	untrack(() => {
		// When the past is requested, current states must not be shown instead, not even for a moment.
		const topics = readMoment(url.searchParams) ? [] : topicsAt(route.id, url.searchParams);
		return { seed: locals.host.seed(topics) };
	});
