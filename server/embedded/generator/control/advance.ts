import { z } from 'zod';
import type { CalledPast } from '../feed/called-past.ts';
import type { ControlAnswer } from './routes.ts';

/** The path of the one control call that takes its time: it answers when the daemon has been fed. */
export const ADVANCE_PATH = '/control/advance';

/** `until` in ms since 1970; absent: to the present, from which on the feed is live. */
const advanceBody = z.object({ until: z.number().optional() });

/** Calls up the past. The answer says how far it is told, in ms since 1970. */
export async function answerAdvance(
	method: string,
	text: string,
	past: CalledPast | undefined
): Promise<ControlAnswer> {
	if (method !== 'POST') return { status: 405, body: { detail: 'Method Not Allowed' } };
	const body = advanceBody.safeParse(parsed(text));
	if (!body.success) return { status: 422, body: { detail: 'until: expected a number' } };
	if (!past) return { status: 200, body: { status: 'error', message: 'There is no past' } };
	return { status: 200, body: { status: 'success', at: await past.advance(body.data.until) } };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
