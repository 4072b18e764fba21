import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { internalError, jsonAnswer, refusal, type Answer } from '../answer/json-answer.ts';
import type { KeyCheck } from './api-key.ts';
import type { RateLimit } from './rate-limit.ts';
import { readBody } from './request-body.ts';
import { matchRoute, type Route } from './route.ts';

export interface ListenerDeps {
	readonly routes: readonly Route[];
	readonly keyCheck: KeyCheck;
	/** Undefined sets no limits. */
	readonly rateLimit: RateLimit | undefined;
	readonly maxBodyBytes: number;
	readonly onFault: (error: unknown, path: string) => void;
}

const FORBIDDEN = refusal(403, 'Invalid or missing API key. Set TFT_API_KEY environment variable.');

/** Turns HTTP requests into route calls. An exception of a route becomes a 500 and is reported. */
export function createListener(deps: ListenerDeps): RequestListener {
	return (request, response) => {
		const path = request.url ?? '/';
		answer(request, deps).then(
			(given) => send(response, given),
			(error: unknown) => {
				deps.onFault(error, path);
				send(response, internalError);
			}
		);
	};
}

async function answer(request: IncomingMessage, deps: ListenerDeps): Promise<Answer> {
	const target = request.url ?? '/';
	const cut = target.indexOf('?');
	const path = cut < 0 ? target : target.slice(0, cut);
	const query = new URLSearchParams(cut < 0 ? '' : target.slice(cut + 1));
	const match = matchRoute(deps.routes, request.method ?? 'GET', path);
	if (match.kind === 'unknown') return refusal(404, 'Not Found');
	if (match.kind === 'wrong-method') return refusal(405, 'Method Not Allowed');
	const { route, param } = match;
	if (route.keyed && !deps.keyCheck(headerOf(request, 'x-api-key'))) return FORBIDDEN;
	// A page of any site can post to a port of this machine; browsers mark such requests, and they are refused.
	if (route.method === 'POST' && request.headers.origin !== undefined) {
		return refusal(403, 'Requests from web pages are not accepted');
	}
	const address = request.socket.remoteAddress ?? '';
	const { perMinute } = route;
	if (perMinute && deps.rateLimit && !deps.rateLimit.allow(path, address, perMinute)) {
		return jsonAnswer({ error: `Rate limit exceeded: ${perMinute} per 1 minute` }, 429);
	}
	const body = route.method === 'POST' ? await readBody(request, deps.maxBodyBytes) : '';
	if (body === undefined) {
		return refusal(413, `Body larger than ${deps.maxBodyBytes} bytes`);
	}
	return route.handle({ param, query, body });
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
	const value = request.headers[name];
	return Array.isArray(value) ? value[0] : value;
}

function send(response: ServerResponse, { status, contentType, body }: Answer): void {
	response.writeHead(status, {
		'content-type': contentType,
		'content-length': Buffer.byteLength(body),
		// The unread rest of a refused body must not be taken for the next request.
		...(status === 413 ? { connection: 'close' } : {})
	});
	response.end(body);
}
