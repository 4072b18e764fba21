import type * as z from 'zod/mini';
import { err, type Result } from '#core/protocol/problem.ts';

/** What Fleetcast answered over HTTP; no answer, or one that is not so shaped, is a refusal in words like any other. */
export async function readAnswer<Value>(
	response: Promise<Response>,
	schema: z.ZodMiniType<Result<Value>>
): Promise<Result<Value>> {
	try {
		const parsed = schema.safeParse(await (await response).json());
		return parsed.success ? parsed.data : err('message-malformed', 'The answer is not understood.');
	} catch {
		return err('server-closing', 'Fleetcast does not answer.');
	}
}
