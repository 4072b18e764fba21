import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localTime } from '../../../../server/embedded/shared/local-time.ts';
import { parseArguments } from '../../../../server/embedded/daemon/options.ts';
import { createKeyCheck } from '../../../../server/embedded/daemon/rest/api-key.ts';
import { RateLimit } from '../../../../server/embedded/daemon/rest/rate-limit.ts';
import { matchRoute, type Route } from '../../../../server/embedded/daemon/rest/route.ts';

test('without a key everything passes; with one, only the same after trimming', () => {
	expect(createKeyCheck(undefined)(undefined)).toBe(true);
	expect(createKeyCheck('  ')('anything')).toBe(true);
	const check = createKeyCheck(' secret ');
	expect(check('secret')).toBe(true);
	expect(check(' secret\t')).toBe(true);
	for (const wrong of [undefined, '', 'Secret', 'secret2', 'secre'])
		expect(check(wrong)).toBe(false);
});

test('a window of a minute admits a number of calls per address and route, and the next one starts from zero', () => {
	let now = 1000;
	const limit = new RateLimit(() => now);
	const allowed = Array.from({ length: 4 }, () => limit.allow('/a', '::1', 3));
	expect(allowed).toEqual([true, true, true, false]);
	expect(limit.allow('/b', '::1', 3)).toBe(true);
	expect(limit.allow('/a', '10.0.0.1', 3)).toBe(true);
	now += 60_000;
	expect(limit.allow('/a', '::1', 3)).toBe(true);
});

describe('routes', () => {
	const handle = () => ({ status: 200, contentType: 'text/plain', body: '' });
	const route = (method: 'GET' | 'POST', path: string): Route => {
		return { method, path, summary: '', keyed: false, handle };
	};
	const routes = [route('GET', '/a'), route('POST', '/feed'), route('GET', '/explain/{name}')];

	test('are told apart by path, then by method', () => {
		expect(matchRoute(routes, 'GET', '/a')).toMatchObject({ kind: 'found' });
		expect(matchRoute(routes, 'POST', '/a')).toEqual({ kind: 'wrong-method' });
		expect(matchRoute(routes, 'GET', '/a/')).toEqual({ kind: 'unknown' });
		expect(matchRoute(routes, 'GET', '/explain')).toEqual({ kind: 'unknown' });
	});

	test('carry any name as a parameter, percent-encoded', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (name) => {
				const path = `/explain/${encodeURIComponent(name)}`;
				expect(matchRoute(routes, 'GET', path)).toMatchObject({ kind: 'found', param: name });
			})
		);
	});

	test('know nothing of a broken encoding', () => {
		expect(matchRoute(routes, 'GET', '/explain/%E0%A4%A')).toEqual({ kind: 'unknown' });
	});
});

test('times are local, without a zone, to the microsecond', () => {
	expect(localTime(new Date(2026, 2, 1, 4, 5, 6, 7).getTime())).toBe('2026-03-01T04:05:06.007000');
});

describe('the command line', () => {
	test('has the contract’s port and loopback as defaults, without limits or memory', () => {
		expect(parseArguments([])).toEqual({
			ok: true,
			arguments: {
				port: 8000,
				host: '127.0.0.1',
				stateDir: undefined,
				rateLimits: false,
				windowMinutes: 30,
				withParent: false,
				past: false
			}
		});
	});

	test('beyond loopback the rate limits are on', () => {
		expect(parseArguments(['--host', '0.0.0.0'])).toMatchObject({
			arguments: { rateLimits: true }
		});
	});

	test('names every fault at once', () => {
		const parsed = parseArguments(['--port', '70000', '--window-minutes', 'x']);
		expect(parsed).toMatchObject({
			ok: false,
			faults: [expect.stringContaining('--port'), expect.stringContaining('--window-minutes')]
		});
		expect(parseArguments(['--nonsense'])).toMatchObject({ ok: false });
	});
});
