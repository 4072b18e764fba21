import { topicsAt } from '#core/views.ts';
import type { LayoutServerLoad } from './$types';

/**
 * The first page carries the newest snapshots of its topics. Untracked: on going from view to view nothing is
 * asked here again, for the socket brings it.
 */
export const load: LayoutServerLoad = ({ locals, route, url, untrack }) =>
	untrack(() => ({ seed: locals.host.seed(topicsAt(route.id, url.searchParams)) }));
