/** The answer of a route. */
export interface Answer {
	readonly status: number;
	readonly contentType: string;
	readonly body: string | Buffer;
}

const JSON_TYPE = 'application/json';

export function jsonAnswer(value: unknown, status = 200): Answer {
	return { status, contentType: JSON_TYPE, body: JSON.stringify(value) };
}

/** A body that is JSON already. */
export function rawJson(body: string | Buffer): Answer {
	return { status: 200, contentType: JSON_TYPE, body };
}

/** Returns a refusal in the contract's form. */
export function refusal(status: number, detail: unknown): Answer {
	return jsonAnswer({ detail }, status);
}

/** The contract's answer to an internal error. */
export const internalError: Answer = {
	status: 500,
	contentType: 'text/plain; charset=utf-8',
	body: 'Internal Server Error'
};
