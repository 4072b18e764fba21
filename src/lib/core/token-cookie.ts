/** The cookie that keeps a browser signed in. */
export const TOKEN_COOKIE = 'fleetcast_token';

/** Renewed with each page load, so that a browser in use is never signed out. */
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Returns the options of the cookie. POSTs and sockets are protected by their Origin, so a link from another site may
 * send the cookie (`lax`). In a frame of another site only a partitioned cookie arrives, and only over https.
 */
export function tokenCookieOptions(page: {
	readonly path: string;
	readonly secure: boolean;
	readonly frameAncestors: string;
}) {
	const { path, secure } = page;
	const common = { path, secure, httpOnly: true, maxAge: YEAR_SECONDS };
	return framedElsewhere(page.frameAncestors) && secure
		? ({ ...common, sameSite: 'none', partitioned: true } as const)
		: ({ ...common, sameSite: 'lax' } as const);
}

/** Whether pages of other origins may embed ours in a frame. */
export function framedElsewhere(frameAncestors: string): boolean {
	return frameAncestors.includes('://');
}
