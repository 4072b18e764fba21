import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownPath } from '#view-models/own-path.ts';
import { TOKEN_COOKIE, tokenCookieOptions } from '#core/token-cookie.ts';
import { createAccess, type AccessSettings } from '../../../server/access.ts';
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

test.each(['a+b/c==', 'päss wörd; x', '50%', 'a=b'])(
	'a token of one’s own making is known by its cookie: %s',
	(own) => {
		const entry = parseAccessToken(entryOf('own', 'viewer', own) ?? '');
		const access = accessOf({ tokens: entry ? [entry] : [] });
		const cookie = `${TOKEN_COOKIE}=${encodeURIComponent(own)}`;
		expect(access.identify(from({ cookie }))?.name).toBe('own');
	}
);

test('a cookie that cannot be decoded is taken as it is, and one out of date does not hide the other', () => {
	const cookie = `${TOKEN_COOKIE}=%zz; ${TOKEN_COOKIE}=${token}`;
	expect(guarded.identify(from({ cookie: `${TOKEN_COOKIE}=%zz` }))).toBeUndefined();
	expect(guarded.identify(from({ cookie }))?.name).toBe('wall');
});

test.each([
	[{ 'x-forwarded-proto': 'https' }, true],
	[{ 'x-forwarded-proto': 'http' }, false],
	[{ 'x-forwarded-proto': 'https, http' }, true],
	[{ 'x-forwarded-proto': 'HTTPS,http' }, true],
	[{ 'x-forwarded-proto': 'http, https', 'x-forwarded-for': '1.1.1.1, 2.2.2.2' }, true],
	[{ 'x-forwarded-proto': 'https, http', 'x-forwarded-for': '1.1.1.1, 10.9.9.9' }, true],
	[{}, false]
])('whether the asker’s own connection is encrypted, by %j', (headers, secure) => {
	const access = accessOf({ trustedProxies: ['10.0.0.0/8'] });
	expect(access.isSecure(from(headers, PROXY))).toBe(secure);
	expect(access.isSecure(from(headers))).toBe(false);
});

test.each([
	['/server?name=a b', '/server?name=a%20b'],
	['/server?name=日本#x', '/server?name=%E6%97%A5%E6%9C%AC#x'],
	['/\n/x', '/'],
	['//evil.example', '/'],
	['/\\evil.example', '/'],
	['/.//evil.example', '/'],
	['https://evil.example', '/'],
	['', '/'],
	[null, '/']
])('signing in to %j leads to %j', (to, path) => {
	expect(ownPath(to)).toBe(path);
});

test('whatever is asked for, signing in leads to a path that a header can carry', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			expect(ownPath(`/${text}`)).toMatch(/^\/(?!\/)[\x21-\x7e]*$/);
		})
	);
});

test('the cookie comes along from links elsewhere, and into frames where those are allowed', () => {
	const page = { path: '/', secure: true, frameAncestors: "'none'" };
	expect(tokenCookieOptions(page)).toMatchObject({ sameSite: 'lax', secure: true });
	const framed = { ...page, frameAncestors: "'self' https://wall.example" };
	expect(tokenCookieOptions(framed)).toMatchObject({ sameSite: 'none', partitioned: true });
	expect(tokenCookieOptions({ ...framed, secure: false })).toMatchObject({ sameSite: 'lax' });
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
