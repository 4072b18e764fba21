import type { Handle } from '@sveltejs/kit';
import { HOST_KEY, ROLE_HEADER, type Host } from '#core/host.ts';

const POLICY = 'content-security-policy';

/** Hands the shell's host to the pages, and adds to the policy what only a setting knows: who may frame them. */
export const handle: Handle = async ({ event, resolve }) => {
	const host = (globalThis as Record<symbol, unknown>)[HOST_KEY] as Host;
	event.locals.host = host;
	event.locals.role = event.request.headers.get(ROLE_HEADER) === 'operator' ? 'operator' : 'viewer';
	const response = await resolve(event);
	const policy = response.headers.get(POLICY);
	// The page that sets up a wall shows it in a frame of its own.
	const own = event.route.id === '/wall' && host.frameAncestors === "'none'";
	const framing = `frame-ancestors ${own ? "'self'" : host.frameAncestors}`;
	response.headers.set(POLICY, policy ? `${policy}; ${framing}` : framing);
	if (response.headers.get('content-type')?.startsWith('text/html'))
		response.headers.set('cache-control', 'no-store');
	return response;
};
