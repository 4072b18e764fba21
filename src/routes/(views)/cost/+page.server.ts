import { PROJECTED_RANGE } from '#view-models/cost/projection.ts';
import { readMoment } from '#view-models/history/replay.ts';
import type { PageServerLoad } from './$types';

/** The first page has the projection in it. A page that is there already asks for itself, and is not held up. */
export const load: PageServerLoad = async ({ locals, url, isDataRequest, untrack }) => {
	const moment = untrack(() => readMoment(url.searchParams));
	if (isDataRequest || moment) return {};
	return { riskTimes: await locals.host.history.ask('riskTimes', { range: PROJECTED_RANGE }) };
};
