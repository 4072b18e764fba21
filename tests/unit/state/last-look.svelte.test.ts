import { beforeEach, expect, test } from 'vitest';
import { LastLook } from '#state/last-look.svelte.ts';

beforeEach(() => localStorage.clear());
const HOUR_MS = 3_600_000;

test('on coming back it is told what changed, once, until it is dismissed', () => {
	const look = new LastLook();
	look.see({ at: 0, servers: { a: 1 } });
	expect(look.changes).toBeUndefined();
	look.leave();
	look.see({ at: HOUR_MS, servers: { a: 2 } });
	const told = { since: 0, kinds: [{ kind: 'worse', servers: ['a'] }] };
	expect(look.changes).toEqual(told);
	look.see({ at: 2 * HOUR_MS, servers: {} });
	expect(look.changes).toEqual(told);
	look.dismiss();
	expect(look.changes).toBeUndefined();
});

test('a browser remembers its last look, and a page that never showed anything changes nothing of that', () => {
	const first = new LastLook();
	first.see({ at: 0, servers: { a: 1 } });
	first.leave();
	new LastLook().leave();
	const next = new LastLook();
	next.see({ at: HOUR_MS, servers: {} });
	expect(next.changes?.kinds).toEqual([{ kind: 'gone', servers: ['a'] }]);
});

test('what another version stored is no look', () => {
	localStorage.setItem('fleetcast.last-look', '{"at":0,"servers":{"a":9}}');
	const look = new LastLook();
	look.see({ at: HOUR_MS, servers: {} });
	expect(look.changes).toBeUndefined();
});
