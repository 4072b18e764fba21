import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hideInJson } from '../../../server/hide-in-json.ts';
import { HIDDEN, hideSecrets } from '../../../server/hide-secrets.ts';

const KEY = 'k3y/of+the=daemon?>';

test.each([
	['as it is', KEY],
	['in an address', encodeURIComponent(KEY)],
	['in an address, in small letters', encodeURIComponent(KEY).toLowerCase()],
	['in hexadecimal', Buffer.from(KEY).toString('hex')],
	['in base64', Buffer.from(KEY).toString('base64')],
	['in base64 for addresses', Buffer.from(KEY).toString('base64url')]
])('a secret is hidden %s', (_, form) => {
	expect(hideSecrets([KEY])(`<${form}>`)).toContain(`<${HIDDEN}`);
	expect(hideSecrets([KEY])(`<${form}>`)).not.toContain(form.slice(0, -4));
});

test('within a longer text in base64 a secret is hidden, wherever it begins and ends', () => {
	fc.assert(
		fc.property(fc.string(), fc.string(), (before, after) => {
			const text = Buffer.from(before + KEY + after).toString('base64');
			const hidden = hideSecrets([KEY])(text);
			expect(hidden).toContain(HIDDEN);
			expect(Buffer.from(hidden.split(HIDDEN)[0] ?? '', 'base64').toString()).not.toContain('k3y/');
		})
	);
});

test('a short secret is hidden where it stands by itself, and no word that has it within is spoilt', () => {
	const hide = hideSecrets(['db', 'x']);
	expect(hide('ppdb001 was asked with db, by x')).toBe(`ppdb001 was asked with ${HIDDEN}, by x`);
});

test('in parsed JSON each name, text and number is cleansed, and all else stays as it is', () => {
	const parsed: unknown = JSON.parse(
		'{"__proto__": {"a 1234567": [1234567, 12345678, "x1234567y", null, true]}}'
	);
	expect(JSON.stringify(hideInJson(['1234567'])(parsed))).toBe(
		'{"__proto__":{"a [hidden]":["[hidden]",12345678,"x[hidden]y",null,true]}}'
	);
});

test('JSON is cleansed however deep it is nested', () => {
	const depth = 200_000;
	const text = `${'['.repeat(depth)}"${KEY}"${']'.repeat(depth)}`;
	let value = hideInJson([KEY])(JSON.parse(text));
	while (Array.isArray(value)) value = value[0];
	expect(value).toBe(HIDDEN);
});
