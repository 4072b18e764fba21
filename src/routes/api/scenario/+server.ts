import { json } from '@sveltejs/kit';
import { err } from '#core/protocol/problem.ts';
import { scenarioSchema } from '#core/scenario.ts';
import type { RequestHandler } from './$types';

const ABSENT = err('daemon-not-offered', 'Scenarios exist only in the demo.');

/** The demo's scenario; 404 with a real daemon. */
export const GET: RequestHandler = async ({ locals }) =>
	locals.host.scenario ? json(await locals.host.scenario.read()) : json(ABSENT, { status: 404 });

export const POST: RequestHandler = async ({ locals, request }) => {
	if (!locals.host.scenario) return json(ABSENT, { status: 404 });
	if (locals.role !== 'operator')
		return json(err('role-refused', 'Scenarios are for operators.'), { status: 403 });
	const body: unknown = await request.json().catch(() => undefined);
	const parsed = scenarioSchema.safeParse((body as { scenario?: unknown } | null)?.scenario);
	if (!parsed.success) return json(err('message-malformed', 'Unknown scenario.'), { status: 400 });
	return json(await locals.host.scenario.choose(parsed.data));
};
