import { EVENTS_LIMIT, readRangeQuestion } from '#view-models/history/query-string.ts';
import { readRange } from '#core/history/range.ts';
import { readMoment } from '#view-models/history/replay.ts';
import type { Seed } from '#core/protocol/seed.ts';
import { historyStateSchema } from '#core/topics/history.ts';
import { questionOptions } from '../../api/history/answered.ts';
import type { PageServerLoad } from './$types';

/**
 * The view contains its answers: readable before, and without, JavaScript, and complete at once on navigation. For another
 * moment of the past the page queries itself.
 */
export const load: PageServerLoad = async (event) => {
	const query = event.untrack(() => event.url.searchParams);
	if (readMoment(query)) return {};
	const read = readRangeQuestion(new URLSearchParams({ range: readRange(query.get('range')) }));
	if (!read.ok) return {};
	const { history, seed } = event.locals.host;
	const held = JSON.parse(seed(['history'])) as Seed;
	const kept = held.snapshots.find(({ topic }) => topic === 'history')?.state;
	const options = questionOptions(event);
	const [summary, environment, events, servers] = await Promise.all([
		history.ask('summary', read.value, options),
		history.ask('environment', read.value, options),
		history.ask('events', { ...read.value, limit: EVENTS_LIMIT.usual }, options),
		history.ask('servers', read.value, options)
	]);
	return {
		first: { summary, environment, events, servers, kept: historyStateSchema.safeParse(kept).data }
	};
};
