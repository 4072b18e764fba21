import { json } from '@sveltejs/kit';
import { readRange } from '#core/history/range.ts';
import type { RequestHandler } from './$types';

/** For how long servers were at each tier of risk, over `range`, up to `until` in ms since 1970 or to what is newest. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const until = Number(url.searchParams.get('until') ?? NaN);
	const answer = await locals.host.history.ask('riskTimes', {
		range: readRange(url.searchParams.get('range')),
		...(until > 0 && { until })
	});
	return json(answer, { status: answer.ok ? 200 : 503 });
};
