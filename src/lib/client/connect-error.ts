import { isObject } from '#core/json/json.ts';
import { problemSchema, type Problem } from '#core/protocol/problem.ts';

/**
 * Returns why the server refused a connection: after the handshake from the error's `data`; before it from the body of the
 * HTTP answer, which polling can read and a WebSocket cannot. Undefined for a plain network fault.
 */
export function problemOf(error: unknown): Problem | undefined {
	if (!isObject(error) && !(error instanceof Error)) return undefined;
	const { data, context } = error as { data?: unknown; context?: unknown };
	return parsed(data) ?? (isObject(context) ? fromBody(context['responseText']) : undefined);
}

/** Engine.IO wraps the reason as `{code, message}`; the message is the problem as JSON. */
function fromBody(body: unknown): Problem | undefined {
	const answer = fromJson(body);
	return isObject(answer) ? parsed(fromJson(answer['message'])) : undefined;
}

function fromJson(text: unknown): unknown {
	if (typeof text !== 'string') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function parsed(input: unknown): Problem | undefined {
	const problem = problemSchema.safeParse(input);
	return problem.success ? problem.data : undefined;
}
