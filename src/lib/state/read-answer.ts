import type * as z from 'zod/mini';
import { err, type Result } from '#core/protocol/problem.ts';

/** Reads an answer over HTTP. A missing or malformed answer becomes a refusal in words like any other. */
export async function readAnswer<Value>(
	response: Promise<Response>,
	schema: z.ZodMiniType<Result<Value>>
): Promise<Result<Value>> {
	try {
		const parsed = schema.safeParse(await (await response).json());
		return parsed.success ? parsed.data : err('message-malformed', 'The answer is malformed.');
	} catch {
		return err('server-closing', 'Fleetcast does not answer.');
	}
}
