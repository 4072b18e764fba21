import { PROJECTED_RANGE } from '#view-models/cost/projection.ts';
import { readMoment } from '#view-models/history/replay.ts';
import type { PageServerLoad } from './$types';

/** The first page contains the projection. A page that is open already queries itself, without delay. */
export const load: PageServerLoad = async ({ locals, url, isDataRequest, untrack }) => {
	const moment = untrack(() => readMoment(url.searchParams));
	if (isDataRequest || moment) return {};
	return { riskTimes: await locals.host.history.ask('riskTimes', { range: PROJECTED_RANGE }) };
};
