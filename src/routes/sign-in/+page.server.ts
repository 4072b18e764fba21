import { error, fail, redirect } from '@sveltejs/kit';
import { ownPath } from '#view-models/own-path.ts';
import { tokenCookieOptions } from '#core/token-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

/** A signed-in user is redirected; without a destination the page stays, to sign in as someone else. */
export const load: PageServerLoad = ({ locals, request, url }) => {
	const to = url.searchParams.get('to');
	if (request.method === 'GET' && locals.signedIn && to !== null) goOn(to);
};

export const actions: Actions = {
	default: async ({ request, cookies, locals, url }) => {
		const { host } = locals;
		const token = String((await formOf(request)).get('token') ?? '').trim();
		const cookie = host.signIn(token);
		if (!cookie) return fail(401, { refused: true });
		cookies.set(
			cookie.name,
			cookie.value,
			tokenCookieOptions({
				path: cookie.path,
				secure: url.protocol === 'https:',
				frameAncestors: host.frameAncestors
			})
		);
		goOn(url.searchParams.get('to'));
	}
};

/** A body that is no form, or that is cut off, is the client's error and not logged. Kit answers for one too large. */
async function formOf(request: Request): Promise<FormData> {
	try {
		return await request.formData();
	} catch (fault) {
		if (fault instanceof Error && 'status' in fault) throw fault;
		error(400, 'This is not a form.');
	}
}

function goOn(to: string | null): never {
	// Relative, because only the proxy knows the path of this page.
	redirect(303, `.${ownPath(to)}`);
}
