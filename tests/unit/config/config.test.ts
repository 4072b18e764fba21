import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { BRANDS } from '#core/brand/brand.ts';
import { readConfig } from '../../../server/config.ts';

const noFile = (): string => {
	throw new Error('no such file');
};
const faultsOf = (env: Record<string, string>): readonly string[] => {
	const read = readConfig(env, noFile);
	return read.ok ? [] : read.faults;
};
const TOKEN = `wall:viewer:${'a'.repeat(64)}`;

test('an empty environment is a working demo on loopback', () => {
	expect(readConfig({}, noFile)).toMatchObject({
		ok: true,
		config: { host: '127.0.0.1', port: 8050, tickMs: 5_000, daemonUrl: undefined, tokens: [] }
	});
});

test('every fault is named at once', () => {
	expect(faultsOf({ PORT: 'x', TICK_SECONDS: '1', DAEMON_URL: 'ftp://a' })).toHaveLength(3);
});

test('an unreadable setting does not hide what is wrong between others', () => {
	const faults = faultsOf({ PORT: 'x', BRAND: 'nobody', HOST: '0.0.0.0', LEVEL_WARNING: '90' });
	expect(faults.map((fault) => fault.split(':', 1)[0])).toEqual([
		'PORT',
		'BRAND',
		'LEVEL_CRITICAL, LEVEL_WARNING, LEVEL_DEGRADED',
		'HOST'
	]);
});

test('a rule is not held against a setting that could not be read', () => {
	expect(faultsOf({ HOST: '0.0.0.0', ACCESS_TOKENS: 'secret-thing' })).toEqual([
		expect.stringContaining('ACCESS_TOKENS')
	]);
});

test.each(['line\nbreak', 'k€y', '\u0000'])(
	'a key that no header can carry is a fault: %j',
	(key) => {
		const [fault] = faultsOf({ TFT_API_KEY: `secret-thing${key}x` });
		expect(fault).toContain('TFT_API_KEY');
		expect(fault).not.toContain('secret-thing');
	}
);

test('a fault never repeats what was given: it might be a key', () => {
	expect(
		faultsOf({ ACCESS_TOKENS: 'secret-thing', DAEMON_URL: 'secret-thing' }).join()
	).not.toContain('secret-thing');
});

test('beyond loopback nothing starts unguarded, unless it is said plainly', () => {
	expect(faultsOf({ HOST: '0.0.0.0' })).toEqual([expect.stringContaining('HOST')]);
	expect(faultsOf({ HOST: '0.0.0.0', ACCESS: 'open' })).toEqual([]);
	expect(faultsOf({ HOST: '0.0.0.0', ACCESS_TOKENS: TOKEN })).toEqual([]);
});

test('a user header without a proxy to trust is refused', () => {
	expect(faultsOf({ TRUST_USER_HEADER: 'X-User' })).toEqual([expect.stringContaining('PROXIES')]);
});

test('levels must descend', () => {
	expect(faultsOf({ LEVEL_WARNING: '90' })).toEqual([expect.stringContaining('LEVEL_CRITICAL')]);
});

test('history is kept in a folder of the working directory, unless it is switched off', () => {
	const historyOf = (env: Record<string, string>) => {
		const read = readConfig(env, noFile);
		return read.ok ? read.config.history : read.faults;
	};
	const day = 86_400_000;
	expect(historyOf({})).toEqual({
		dir: resolve('history'),
		retention: { ticksMs: day, minutesMs: 30 * day, hoursMs: 365 * day },
		maxBytes: 4_000_000_000
	});
	expect(historyOf({ HISTORY_DIR: 'off' })).toBeUndefined();
});

test('a brand is read from a file that an editor saved with a byte-order mark', () => {
	const brand = JSON.stringify(BRANDS.fleetcast);
	expect(readConfig({ BRAND: 'ours.json' }, () => `\uFEFF${brand}`)).toMatchObject({
		ok: true,
		config: { brand: BRANDS.fleetcast }
	});
});

test.each(['http://a/b?c=d', 'http://a/b?', 'http://a/#b', 'http://u:p@a/'])(
	'an address that would lose a part of itself is a fault: %s',
	(address) => {
		expect(faultsOf({ DAEMON_URL: address })).toEqual([expect.stringContaining('DAEMON_URL')]);
	}
);
