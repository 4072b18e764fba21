import { resolve } from '$app/paths';

const DEADLINE_MS = 15_000;

/** The token in the address's fragment, which is never sent to a server or logged. */
export function broughtToken(hash: string): string | undefined {
	const text = /^#token=(.+)$/.exec(hash)?.[1];
	if (text === undefined) return undefined;
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** Signs in again, whatever this browser was signed in with before. Undefined where the server did not answer. */
export async function signInWith(token: string): Promise<'signed-in' | 'refused' | undefined> {
	try {
		const answer = await fetch(resolve('/sign-in'), {
			method: 'POST',
			body: new URLSearchParams({ token }),
			headers: { accept: 'application/json' },
			signal: AbortSignal.timeout(DEADLINE_MS)
		});
		// The result as Kit reports it to scripts; a page would be redirected.
		const { type } = (await answer.json()) as { type?: unknown };
		if (type === 'redirect') return 'signed-in';
		return type === 'failure' ? 'refused' : undefined;
	} catch {
		return undefined;
	}
}
