import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLog } from '../../../server/log.ts';

const KEY = 'a"key/with+odd letters';

function logged(use: (log: ReturnType<typeof createLog>) => void, terminal = false): string {
	const lines: string[] = [];
	use(createLog({ level: 'info', secrets: [KEY], terminal, write: (line) => lines.push(line) }));
	return lines.join('');
}

test.each([
	['token', { token: 's3cret-thing' }],
	['key', { config: { daemonKey: 's3cret-thing' } }],
	['cookie', { request: { headers: { cookie: 's3cret-thing' } } }],
	['authorization', { req: { raw: { headers: { authorization: 's3cret-thing' } } } }],
	['set-cookie', { response: { headers: { 'set-cookie': 's3cret-thing' } } }],
	['x-api-key', { headers: { 'x-api-key': 's3cret-thing', 'X-API-Key': 's3cret-thing' } }],
	['environment', { env: { TFT_API_KEY: 's3cret-thing', ACCESS_TOKENS: 's3cret-thing' } }]
])('what is named like a secret is hidden: %s', (_name, fields) => {
	const text = logged((log) => log.info(fields, 'asked'));
	expect(text).not.toContain('s3cret-thing');
	expect(text).toContain('[hidden]');
});

test.each([
	['a message', (text: string) => [{}, `refused ${text}`] as const],
	['a field', (text: string) => [{ anything: { deep: [text] } }, 'refused'] as const],
	['an error', (text: string) => [{ err: new Error(`bad header ${text}`) }, 'refused'] as const],
	[
		'an address',
		(text: string) => [{ url: `http://a/?k=${encodeURIComponent(text)}` }, ''] as const
	]
])('the daemon’s key is hidden wherever it turns up: %s', (_where, make) => {
	const [fields, message] = make(KEY);
	for (const terminal of [true, false]) {
		const text = logged((log) => log.error(fields, message), terminal);
		expect(text).toContain('[hidden]');
		expect(text).not.toMatch(/with\+odd|with%2Bodd/);
	}
});

test('without a terminal every line is one JSON object, whatever is logged', () => {
	fc.assert(
		fc.property(fc.string(), fc.jsonValue(), (message, value) => {
			const text = logged((log) => log.info({ value }, message));
			expect(text.endsWith('\n') && !text.slice(0, -1).includes('\n')).toBe(true);
			expect(JSON.parse(text)).toMatchObject({ level: 30 });
		})
	);
});

test('at a terminal a line begins with its time and level, and an error shows its stack', () => {
	const text = logged((log) => {
		log.warn({ kind: 'daemon-timeout' }, 'the daemon was lost');
		log.error({ err: new Error('broken') }, 'a service broke');
	}, true);
	expect(text).toMatch(/^\d\d:\d\d:\d\d warn {2}the daemon was lost \{"kind":"daemon-timeout"\}\n/);
	expect(text).toMatch(/error a service broke\nError: broken\n +at /);
});

test('what is less serious than the level is not written', () => {
	expect(logged((log) => log.debug('hello'))).toBe('');
});
