import type { Answer } from '../answer/json-answer.ts';

export interface RouteCall {
	/** The decoded text in the place of `{name}` in the path. */
	readonly param: string;
	readonly query: URLSearchParams;
	/** Empty for a GET. */
	readonly body: string;
}

export interface Route {
	readonly method: 'GET' | 'POST';
	/** A literal path, or one that ends in `/{name}`, which matches the rest of the path. */
	readonly path: string;
	/** One sentence for /openapi.json. */
	readonly summary: string;
	/** Whether the API key is required. */
	readonly keyed: boolean;
	/** Calls per minute and client address, if limits are on. */
	readonly perMinute?: number;
	readonly handle: (call: RouteCall) => Answer;
}

export type RouteMatch =
	{ kind: 'found'; route: Route; param: string } | { kind: 'wrong-method' } | { kind: 'unknown' };

const PARAMETER = /\{\w+\}$/;

/** Returns the route of a path as received, still percent-encoded. */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch {
	let known = false;
	for (const route of routes) {
		const param = paramOf(route.path, path);
		if (param === undefined) continue;
		known = true;
		if (route.method === method) return { kind: 'found', route, param };
	}
	return known ? { kind: 'wrong-method' } : { kind: 'unknown' };
}

function paramOf(pattern: string, path: string): string | undefined {
	if (!PARAMETER.test(pattern)) return pattern === path ? '' : undefined;
	const stem = pattern.replace(PARAMETER, '');
	if (!path.startsWith(stem)) return undefined;
	try {
		return decodeURIComponent(path.slice(stem.length));
	} catch {
		return undefined;
	}
}
