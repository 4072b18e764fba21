import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAccess, TOKEN_COOKIE, type AccessSettings } from '../../../server/access.ts';
import { entryOf, newToken, parseAccessToken } from '../../../server/settings/access-token.ts';

const PROXY = '10.1.2.3';
const token = newToken();
const known = parseAccessToken(entryOf('wall', 'viewer', token) ?? '');
if (!known) throw new Error('an entry made here can be read');

const accessOf = (settings: Partial<AccessSettings> = {}) =>
	createAccess({
		host: '127.0.0.1',
		accessOpen: false,
		tokens: [],
		trustUserHeader: undefined,
		trustedProxies: [],
		trustRole: 'viewer',
		origins: [],
		...settings
	});
const guarded = accessOf({ tokens: [known] });
const from = (headers = {}, remoteAddress = '192.0.2.1') => ({ headers, remoteAddress });

test('on loopback without tokens everyone is an operator', () => {
	expect(accessOf().identify(from())?.role).toBe('operator');
});

test('a token is known by header, cookie and handshake alike', () => {
	const wall = { name: 'wall', role: 'viewer' };
	expect(guarded.identify(from({ authorization: `Bearer ${token}` }))).toEqual(wall);
	expect(guarded.identify(from({ cookie: `a=b; ${TOKEN_COOKIE}=${token}` }))).toEqual(wall);
	expect(guarded.identify(from(), token)).toEqual(wall);
});

test('no other text is a token', () => {
	fc.assert(
		fc.property(fc.string(), (text) => {
			expect(guarded.identify(from(), text)).toBeUndefined();
		})
	);
});

test('a hash is no token', () => {
	expect(guarded.identify(from(), known.sha256)).toBeUndefined();
});

test('a user header is believed from a trusted proxy only', () => {
	const access = accessOf({ trustUserHeader: 'x-user', trustedProxies: ['10.0.0.0/8'] });
	expect(access.identify(from({ 'x-user': 'ann' }, PROXY))?.name).toBe('ann');
	expect(access.identify(from({ 'x-user': 'ann' }, `::ffff:${PROXY}`))?.name).toBe('ann');
	expect(access.identify(from({ 'x-user': 'ann' }))).toBeUndefined();
});

test('a forwarded address is believed from a trusted proxy only, and the nearest stranger counts', () => {
	const access = accessOf({ trustedProxies: ['10.0.0.0/8'] });
	const headers = { 'x-forwarded-for': '1.1.1.1, 2.2.2.2, 10.9.9.9' };
	expect(access.clientAddress(from(headers, PROXY))).toBe('2.2.2.2');
	expect(access.clientAddress(from(headers))).toBe('192.0.2.1');
});

test('the page’s own origin may connect, a foreign one or none of a sandbox may not', () => {
	const host = 'fleet.example:8050';
	expect(guarded.originAllowed(`http://${host}`, host)).toBe(true);
	expect(guarded.originAllowed('http://evil.example', host)).toBe(false);
	expect(guarded.originAllowed('null', host)).toBe(false);
	expect(guarded.originAllowed(undefined, host)).toBe(true);
});

test('a foreign name that points at this machine is not answered', () => {
	const rebound = 'evil.example:8050';
	expect(accessOf().originAllowed(`http://${rebound}`, rebound)).toBe(false);
	expect(accessOf().originAllowed(undefined, 'localhost:8050')).toBe(true);
	expect(accessOf().originAllowed(undefined, '[::1]:8050')).toBe(true);
});
