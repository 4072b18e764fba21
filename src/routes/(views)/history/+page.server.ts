import { EVENTS_LIMIT, readRangeQuestion } from '#core/history/query-string.ts';
import { readRange } from '#core/history/range.ts';
import { readMoment } from '#core/history/replay.ts';
import type { PageServerLoad } from './$types';

/**
 * The first page has its answers in it: readable before, and without, JavaScript. A page that is there already asks for
 * itself, and is not held up.
 */
export const load: PageServerLoad = async ({ locals, url, isDataRequest, untrack }) => {
	const query = untrack(() => url.searchParams);
	const moment = readMoment(query);
	if (isDataRequest || moment) return {};
	const read = readRangeQuestion(new URLSearchParams({ range: readRange(query.get('range')) }));
	if (!read.ok) return {};
	const { history } = locals.host;
	const [summary, environment, events, servers] = await Promise.all([
		history.ask('summary', read.value),
		history.ask('environment', read.value),
		history.ask('events', { ...read.value, limit: EVENTS_LIMIT.usual }),
		history.ask('servers', read.value)
	]);
	return { first: { summary, environment, events, servers } };
};
