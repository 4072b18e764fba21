import { readMoment } from '#view-models/history/replay.ts';
import { topicsAt } from '#view-models/frame/views.ts';
import type { LayoutServerLoad } from './$types';

/**
 * The first page carries the newest snapshots of its topics. Untracked: on going from view to view nothing is
 * asked here again, for the socket brings it.
 */
export const load: LayoutServerLoad = ({ locals, route, url, untrack }) =>
	untrack(() => {
		// Where the past is asked for, what is now must not be taken for it, not even for a moment.
		const topics = readMoment(url.searchParams) ? [] : topicsAt(route.id, url.searchParams);
		return { seed: locals.host.seed(topics) };
	});
