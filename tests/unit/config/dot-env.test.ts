import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDotEnv } from '../../../server/settings/dot-env.ts';
import { mistakenNames, similarName } from '../../../server/settings/similar-name.ts';
import { SETTINGS } from '../../../server/settings/table.ts';

const NAMES = Object.keys(SETTINGS);
const read = (text: string) => readDotEnv(() => text, NAMES);
const failing = (code: string) => () => {
	throw Object.assign(new Error(code), { code });
};

test('settings in .env count, and none is as good as an empty one', () => {
	expect(read('PORT=1\nHOST="a"')).toEqual({ values: { PORT: '1', HOST: 'a' }, faults: [] });
	expect(readDotEnv(failing('ENOENT'), NAMES)).toEqual({ values: {}, faults: [] });
});

test('a .env that is there but cannot be read is a fault, not an open door', () => {
	expect(readDotEnv(failing('EACCES'), NAMES).faults).toEqual([expect.stringContaining('EACCES')]);
});

test.each([
	['with a byte-order mark', '\uFEFFACCESS_TOKENS=a\nPORT=1'],
	['with the line ends of Windows', 'ACCESS_TOKENS=a\r\nPORT=1\r\n'],
	['with the line ends of old Macs', 'ACCESS_TOKENS=a\rPORT=1\r'],
	['with comments, room and export', '# mine\n\n export ACCESS_TOKENS = a # wall\n\tPORT="1" # x'],
	['with every kind of quotes', "ACCESS_TOKENS='a'\nPORT=`1`"]
])('no line of a file is lost %s', (_, text) => {
	expect(read(text)).toEqual({ values: { ACCESS_TOKENS: 'a', PORT: '1' }, faults: [] });
});

test('a blank after an empty value does not swallow the line below', () => {
	expect(read('DAEMON_URL= \nACCESS_TOKENS=a').values).toEqual({
		DAEMON_URL: '',
		ACCESS_TOKENS: 'a'
	});
});

test('a quoted value goes on over lines', () => {
	expect(read('ACCESS_TOKENS="a,\nb"\nPORT=1')).toEqual({
		values: { ACCESS_TOKENS: 'a,\nb', PORT: '1' },
		faults: []
	});
});

test.each([
	[
		'a name like one of ours',
		'ACESS_TOKENS=a',
		'.env, line 2: no setting has this name; is ACCESS_TOKENS meant?'
	],
	[
		'ours in small letters',
		'access_tokens=a',
		'.env, line 2: no setting has this name; is ACCESS_TOKENS meant?'
	],
	['any other name', 'secret=', '.env, line 2: no setting has this name'],
	['no equals sign', 'ACCESS_TOKENS a', '.env, line 2: expected NAME=value'],
	['a colon instead', 'ACCESS_TOKENS: a', '.env, line 2: expected NAME=value'],
	['a quote that is not closed', 'ACCESS_TOKENS="a', '.env, line 2: the quote is not closed'],
	[
		'more after a closed quote',
		'ACCESS_TOKENS="a" b',
		'.env, line 2: expected nothing after the closing quote'
	],
	['a second try at a setting', 'LOG_LEVEL=warn', '.env, line 2: line 1 sets the same'],
	[
		'a value that a comment would cut',
		'TFT_API_KEY=ab#c',
		'.env, line 2: expected quotes around a value with "#" in it'
	]
])('%s is a fault with its line', (_, line, fault) => {
	expect(read(`LOG_LEVEL=info\n${line}\nPORT="1"`)).toEqual({
		values: { LOG_LEVEL: 'info', PORT: '1' },
		faults: [fault]
	});
});

test('a file in UTF-16 is a fault as a whole', () => {
	const text = Buffer.from('PORT=1', 'utf16le').toString('utf8');
	expect(read(`\uFFFD\uFFFD${text}`).faults).toEqual(['.env: expected text in UTF-8']);
});

test('what is read without a fault means the same to Node', () => {
	const value = fc.oneof(
		fc.stringMatching(/^[\w:./-]{0,8}$/),
		fc.stringMatching(/^"[\w #'=-]{0,8}"$/),
		fc.stringMatching(/^'[\w #"=-]{0,8}'$/),
		// Node takes the line below for the value of a name that only blanks follow.
		fc.stringMatching(/^([\w "'`#=]{0,8}\w)?$/)
	);
	const line = fc
		.tuple(fc.constantFrom(...NAMES, '# PORT', 'PROT'), value)
		.map((at) => at.join('='));
	fc.assert(
		fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
			const text = lines.join('\n');
			const { values, faults } = read(text);
			if (faults.length === 0) expect({ ...parseEnv(text) }).toEqual(values);
		})
	);
});

test('only a name of some length that is nearly one of ours is taken for it', () => {
	expect(similarName('ACCESS_TOKEN', NAMES)).toBe('ACCESS_TOKENS');
	expect(similarName('DAEMON-URL', NAMES)).toBe('DAEMON_URL');
	for (const other of ['HOSTS', 'PATH', 'HOSTNAME', 'PWD', 'DATABASE_URL', 'PORT', 'ACCESS_TOKENS'])
		expect(similarName(other, NAMES)).toBeUndefined();
});

test('the environment of others is no fault, yet a name like one of ours is told', () => {
	expect(mistakenNames({ PATH: '/bin', PORT: '1', ACCESS_TOKEN: 'a' }, NAMES)).toEqual([
		{ name: 'ACCESS_TOKEN', meant: 'ACCESS_TOKENS' }
	]);
});
