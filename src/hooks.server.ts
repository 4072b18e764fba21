import type { Handle, HandleServerError, RequestEvent } from '@sveltejs/kit';
import { HOST_KEY, ROLE_HEADER, type Host } from '#core/host.ts';
import { movedTo } from '#view-models/frame/moved-views.ts';
import { framedElsewhere, TOKEN_COOKIE, tokenCookieOptions } from '#core/token-cookie.ts';

const POLICY = 'content-security-policy';

function takeHost(): Host {
	return (globalThis as Record<symbol, unknown>)[HOST_KEY] as Host;
}

/**
 * Hands the shell's host to the pages, leads old addresses to new ones, has the font fetched before the first paint, and adds
 * to the policy what only a setting knows: who may frame the pages.
 */
export const handle: Handle = async ({ event, resolve }) => {
	const host = takeHost();
	const role = event.request.headers.get(ROLE_HEADER);
	event.locals.host = host;
	event.locals.role = role === 'operator' ? 'operator' : 'viewer';
	event.locals.signedIn = Boolean(role);
	renewCookie(event);
	const moved = event.isDataRequest ? undefined : movedTo(event.url);
	// Not for ever: a browser would remember it past the version that wants these parameters for itself.
	if (moved !== undefined) return new Response(null, { status: 307, headers: { location: moved } });
	const response = await resolve(event, { preload: ({ type }) => type !== 'asset' });
	const policy = response.headers.get(POLICY);
	// The page that sets up a wall shows it in a frame of its own.
	const own = event.route.id === '/wall' && host.frameAncestors === "'none'";
	const framing = `frame-ancestors ${own ? "'self'" : host.frameAncestors}`;
	response.headers.set(POLICY, policy ? `${policy}; ${framing}` : framing);
	if (response.headers.get('content-type')?.startsWith('text/html'))
		response.headers.set('cache-control', 'no-store');
	return response;
};

/**
 * What Kit did not expect goes where all of Fleetcast's log goes, and to the page only that it happened. A request that makes
 * no sense is the asker's fault: anyone could fill the log with it.
 */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status >= 500) takeHost().onPageError(error, `${event.request.method} ${event.url.pathname}`);
	return { message };
};

/** Each page load signs a browser in anew: a wall goes on for years. */
function renewCookie({ cookies, locals, request, url }: RequestEvent): void {
	if (request.method !== 'GET' || !request.headers.get('accept')?.includes('text/html')) return;
	const held = cookies.get(TOKEN_COOKIE);
	const cookie = held === undefined ? undefined : locals.host.signIn(held);
	if (!cookie) return;
	const { frameAncestors } = locals.host;
	const secure = url.protocol === 'https:';
	// A proxy may not say that it speaks https: a cookie for frames must not become one that no frame gets.
	if (framedElsewhere(frameAncestors) && !secure) return;
	const options = tokenCookieOptions({ path: cookie.path, secure, frameAncestors });
	cookies.set(cookie.name, cookie.value, options);
}
