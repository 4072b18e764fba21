import { fail, redirect } from '@sveltejs/kit';
import type { Actions } from './$types';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

export const actions: Actions = {
	default: async ({ request, cookies, locals, url }) => {
		const token = String((await request.formData()).get('token') ?? '').trim();
		const cookie = locals.host.signIn(token);
		if (!cookie) return fail(401, { refused: true });
		cookies.set(cookie.name, cookie.value, {
			path: cookie.path,
			httpOnly: true,
			sameSite: 'strict',
			secure: url.protocol === 'https:',
			maxAge: YEAR_SECONDS
		});
		// Relative, because only the proxy knows the path under which this page lies.
		redirect(303, `.${ownPath(url.searchParams.get('to'))}`);
	}
};

/** A path of this site and nothing else: `//elsewhere` and `/\elsewhere` are addresses to a browser. */
function ownPath(to: string | null): string {
	return to && /^\/(?![/\\])/.test(to) ? to : '/';
}
