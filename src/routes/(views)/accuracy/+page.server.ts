import { USUAL_ACCURACY_RANGE } from '#core/accuracy/answer.ts';
import { readAccuracyQuestion } from '#view-models/accuracy/query-string.ts';
import { readRange } from '#core/history/range.ts';
import { readMoment } from '#view-models/history/replay.ts';
import { questionOptions } from '../../api/history/answered.ts';
import type { PageServerLoad } from './$types';

/**
 * The view contains its answer: readable before, and without, JavaScript. For another moment of the past the page queries
 * itself.
 */
export const load: PageServerLoad = async (event) => {
	const query = event.untrack(() => event.url.searchParams);
	if (readMoment(query)) return {};
	const range = readRange(query.get('range'), USUAL_ACCURACY_RANGE);
	const profile = query.get('profile');
	const read = readAccuracyQuestion(
		new URLSearchParams({ range, ...(profile !== null && { profile }) })
	);
	if (!read.ok) return {};
	return {
		first: await event.locals.host.history.ask('accuracy', read.value, questionOptions(event))
	};
};
