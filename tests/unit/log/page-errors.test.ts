import type { RequestEvent } from '@sveltejs/kit';
import { afterEach, expect, test } from 'vitest';
import { HOST_KEY } from '#core/host.ts';
import { handleError } from '../../../src/hooks.server.ts';

afterEach(() => Reflect.deleteProperty(globalThis, HOST_KEY));

/** What reaches the log of a page that ended with this status. */
function loggedAt(status: number): string[] {
	const logged: string[] = [];
	const onPageError = (_error: unknown, request: string) => logged.push(request);
	Object.assign(globalThis, { [HOST_KEY]: { onPageError } });
	const event = {
		request: { method: 'GET' },
		url: new URL('http://localhost/%ff')
	} as unknown as RequestEvent;
	void handleError({ error: new Error('unexpected'), event, status, message: 'words' });
	return logged;
}

test.each([400, 404, 405, 413, 415])(
	'a request that cannot be served is no fault of ours, and not logged: %i',
	(status) => {
		expect(loggedAt(status)).toEqual([]);
	}
);

test('a page that fails is logged', () => {
	expect(loggedAt(500)).toEqual(['GET /%ff']);
});
