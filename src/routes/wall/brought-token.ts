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
		const answer = await fetch(resolve('/sign-in'), {
			method: 'POST',
			body: new URLSearchParams({ token }),
			headers: { accept: 'application/json' },
			signal: AbortSignal.timeout(DEADLINE_MS)
		});
		// What came of it, as Kit tells scripts; a page would be led on to where nobody wants to go.
		const { type } = (await answer.json()) as { type?: unknown };
		if (type === 'redirect') return 'signed-in';
		return type === 'failure' ? 'refused' : undefined;
	} catch {
		return undefined;
	}
}
