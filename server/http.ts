import {
	createServer,
	type IncomingMessage,
	type RequestListener,
	type ServerResponse
} from 'node:http';
import type { Socket } from 'node:net';
import { ROLE_HEADER } from '#core/host.ts';
import type { Problem } from '#core/protocol/problem.ts';
import type { Access } from './access.ts';
import type { Metrics } from './metrics.ts';
import { REFUSAL_POLICY, refusalPage, type Refusal } from './refusal-page.ts';

export interface HttpDeps {
	readonly basePath: string;
	readonly access: Access;
	readonly metrics: Metrics;
	/** Whether there is current data to show, and if not, why. */
	readonly readiness: () => { ready: boolean; detail: Record<string, unknown> };
	/** The handler of the pages. */
	readonly pages: RequestListener;
}

const SIGN_IN = '/sign-in';
/** Paths that the sign-in page needs before anyone is signed in: itself and the build's files. */
const OPEN_PATHS = new Set([SIGN_IN, '/brand.css', '/display.js', '/favicon.svg']);
const OPEN_FOLDER = '/_app/immutable/';

/** The HTTP server: health, the access rule, and the pages behind it. */
export function createHttp(deps: HttpDeps) {
	const { basePath, access, metrics } = deps;
	const server = createServer();
	const sockets = new Set<Socket>();
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});
	server.on('request', (request, response) => {
		harden(response);
		const url = pathBelow(basePath, request.url ?? '/');
		if (!url && wantsPage(request))
			return showRefusal(response, {
				status: 404,
				title: 'Page not found',
				words: 'Fleetcast is not at this address.',
				next: { href: `${basePath}/`, text: 'Go to Next 8 hours' }
			});
		if (!url) return answer(response, 404, { error: 'not found' });
		const path = url.pathname;
		const properPath = properPathOf(basePath, request.url ?? '/', path);
		if (properPath !== undefined) {
			response.writeHead(308, { location: `${basePath}${properPath}${url.search}` }).end();
			return;
		}
		request.url = path + url.search;
		if (path === '/healthz') return answer(response, 200, { ok: true });
		if (!access.originAllowed(request.headers.origin, request.headers.host)) {
			const detail = 'This host or origin is not allowed: see the setting ORIGINS.';
			if (!wantsPage(request)) return refuse(response, 403, { kind: 'origin-refused', detail });
			return showRefusal(response, { status: 403, title: 'Not at this name', words: detail });
		}
		admit(request, response, path);
	});

	function admit(request: IncomingMessage, response: ServerResponse, path: string): void {
		const { remoteAddress } = request.socket;
		const identity = access.identify({ headers: request.headers, remoteAddress });
		if (!identity && !OPEN_PATHS.has(path) && !path.startsWith(OPEN_FOLDER)) {
			if (wantsPage(request)) {
				const to = new URLSearchParams({ to: request.url ?? '/' });
				response.writeHead(303, { location: `${basePath}${SIGN_IN}?${to}` }).end();
				return;
			}
			return refuse(response, 401, {
				kind: 'token-refused',
				detail: 'This request has no valid token.'
			});
		}
		if (path === '/metrics') return void tellMetrics(response);
		if (path === '/readyz') {
			const { ready, detail } = deps.readiness();
			return answer(response, ready ? 200 : 503, { ready, ...detail });
		}
		request.headers[ROLE_HEADER] = identity?.role ?? '';
		nameOurselves(request, access.isSecure({ headers: request.headers, remoteAddress }));
		deps.pages(request, response);
	}

	async function tellMetrics(response: ServerResponse): Promise<void> {
		const text = await metrics.text();
		response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
	}

	return {
		server,
		/** Stops accepting and closes open connections; a client that is reading gets a moment. */
		async close(): Promise<void> {
			const closed = new Promise((resolve) => server.close(resolve));
			for (const socket of sockets) socket.destroySoon();
			await Promise.race([closed, new Promise((resolve) => setImmediate(resolve))]);
			for (const socket of sockets) socket.destroy();
			await closed;
		}
	};
}

export type Http = ReturnType<typeof createHttp>;

/**
 * Sets the pages' own address. They refuse forms of any other origin, and a proxy may have changed the host or not have
 * said that it speaks https; the origin was checked above, and a browser states it truthfully. A plain-http page is still
 * foreign to one known to be reached by https.
 */
function nameOurselves({ headers }: IncomingMessage, secure: boolean): void {
	const page = headers.origin === undefined ? null : URL.parse(headers.origin);
	if (page?.host) headers.host = page.host;
	headers['x-forwarded-proto'] = secure || page?.protocol === 'https:' ? 'https' : 'http';
}

/**
 * Returns the address without the base path, or null outside of it. Normalised first (no `..`, encoded or not): the access
 * rule must see the same path as the pages.
 */
function pathBelow(basePath: string, url: string): URL | null {
	const plain = url.startsWith('/') ? URL.parse(`http://localhost${url}`) : null;
	if (!plain) return null;
	const { pathname, search } = plain;
	if (pathname === basePath) return URL.parse(`http://localhost/${search}`);
	if (!pathname.startsWith(`${basePath}/`)) return null;
	return URL.parse(`http://localhost${pathname.slice(basePath.length)}${search}`);
}

/**
 * Returns the canonical path, or undefined if this is it. A page's relative addresses depend on its slashes, so the start
 * page ends in one, all others in none.
 */
function properPathOf(basePath: string, url: string, path: string): string | undefined {
	if (path === '/') return basePath !== '' && url.split('?', 1)[0] === basePath ? '/' : undefined;
	// A path that begins with two slashes would name another host.
	return path.endsWith('/') && !path.startsWith('//') ? path.replace(/\/+$/, '') : undefined;
}

function harden(response: ServerResponse): void {
	response.setHeader('x-content-type-options', 'nosniff');
	response.setHeader('referrer-policy', 'same-origin');
	response.setHeader('cross-origin-opener-policy', 'same-origin');
	response.setHeader(
		'permissions-policy',
		'camera=(), geolocation=(), microphone=(), screen-wake-lock=(self)'
	);
}

/** Whether a browser asks for a page, and not a program or a script for data. */
function wantsPage({ headers }: IncomingMessage): boolean {
	return headers.accept?.includes('text/html') === true;
}

function showRefusal(response: ServerResponse, refusal: Refusal): void {
	response.writeHead(refusal.status, {
		'content-type': 'text/html; charset=utf-8',
		'cache-control': 'no-store',
		'content-security-policy': REFUSAL_POLICY
	});
	response.end(refusalPage(refusal));
}

function refuse(response: ServerResponse, status: number, problem: Problem): void {
	answer(response, status, { problem });
}

function answer(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
	response.end(JSON.stringify(body));
}
