import { resolve } from '$app/paths';

const DEADLINE_MS = 15_000;

/** The token that the address brings in its fragment, which no server ever sees and no log holds. */
export function broughtToken(hash: string): string | undefined {
	const text = /^#token=(.+)$/.exec(hash)?.[1];
	if (text === undefined) return undefined;
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** Signs in anew, whatever this browser was signed in with before. Undefined where nobody could be asked. */
export async function signInWith(token: string): Promise<'signed-in' | 'refused' | undefined> {
	try {
		const { type, status } = await fetch(resolve('/sign-in'), {
			method: 'POST',
			body: new URLSearchParams({ token }),
			// It leads to a page that nobody needs here; the cookie is set all the same.
			redirect: 'manual',
			signal: AbortSignal.timeout(DEADLINE_MS)
		});
		if (type === 'opaqueredirect') return 'signed-in';
		return status === 401 ? 'refused' : undefined;
	} catch {
		return undefined;
	}
}
