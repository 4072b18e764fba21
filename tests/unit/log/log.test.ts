import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLog } from '../../../server/log.ts';

const KEY = 'k3y-of-the-daemon';

function logOf(options: { terminal?: boolean; level?: string; secrets?: (string | undefined)[] }) {
	const lines: string[] = [];
	const { terminal = false, level = 'trace', secrets = [KEY] } = options;
	const log = createLog({ level, secrets, terminal, write: (line) => lines.push(line) });
	return { log, lines, text: () => lines.join('') };
}

test.each([false, true])(
	'a secret appears nowhere, be it in a message, an address, an error or a value (terminal: %s)',
	(terminal) => {
		const { log, lines, text } = logOf({ terminal });
		log.info(`asking with ${KEY}`);
		log.info({ url: `http://daemon.example/?key=${KEY}` }, 'asked');
		log.error({ err: new Error(`refused ${KEY}`, { cause: new Error(KEY) }) }, 'refused');
		log.warn({ list: [[KEY]], [KEY]: 'as a name' }, 'odd');
		expect(lines).toHaveLength(4);
		expect(text()).not.toContain(KEY);
	}
);

test('any secret that a setting can hold is hidden, whatever must be escaped in it', () => {
	fc.assert(
		fc.property(fc.string({ minLength: 6, unit: 'grapheme' }), fc.boolean(), (secret, terminal) => {
			const { log, text } = logOf({ secrets: [secret], terminal });
			log.info({ reason: `<${secret}>` }, `message <${secret}>`);
			expect(text()).not.toContain(`<${secret}>`);
			expect(text()).not.toContain(`<${JSON.stringify(secret).slice(1, -1)}>`);
		})
	);
});

test.each(['"      ', '\\"\\"\\"', 'reason', '"level":', '1234567', '\\u0001'])(
	'a secret that is made of what JSON is made of is hidden, and each line stays JSON: %s',
	(secret) => {
		const { log, lines } = logOf({ secrets: [secret] });
		log.info({ kind: `<${secret}>`, bytes: 1234567 }, `message <${secret}>`);
		expect(JSON.parse(lines[0] ?? '')).toMatchObject({
			level: 30,
			kind: '<[hidden]>',
			msg: 'message <[hidden]>',
			bytes: secret === '1234567' ? '[hidden]' : 1234567
		});
	}
);

test('a secret in an address is hidden in its encoded form too', () => {
	const secret = 'p&ss=w/rd ä';
	const { log, text } = logOf({ secrets: [secret] });
	log.info(`http://daemon.example/?key=${encodeURIComponent(secret)}`);
	expect(text()).not.toContain(encodeURIComponent(secret));
});

test.each(['X-API-Key', 'x-api-key', 'authorization', 'cookie', 'token', 'TFT_API_KEY'])(
	'what is named %s is hidden although its value is not known to be a secret',
	(name) => {
		const { log, text } = logOf({ secrets: [] });
		log.info({ [name]: 'innocent-looking' }, 'top');
		log.info({ request: { headers: { [name]: 'innocent-looking' } } }, 'deep');
		expect(text()).toContain('deep');
		expect(text()).not.toContain('innocent-looking');
	}
);

test('a secret of a few letters does not blank out innocent words', () => {
	const { log, text } = logOf({ secrets: ['a', undefined] });
	log.info('a daemon answers');
	expect(text()).toContain('a daemon answers');
});

test('a program reads one JSON object a line', () => {
	const { log, lines } = logOf({});
	log.warn({ kind: 'daemon-timeout' }, 'two\nlines');
	expect(lines).toHaveLength(1);
	expect(lines[0]).toMatch(/^[^\n]*\n$/);
	expect(JSON.parse(lines[0] ?? '')).toMatchObject({ kind: 'daemon-timeout', msg: 'two\nlines' });
});

test('at a terminal a line is the time, the level, the words, and the rest', () => {
	const { log, lines } = logOf({ terminal: true });
	log.warn({ kind: 'daemon-timeout' }, 'the daemon was lost');
	expect(lines[0]).toMatch(
		/^\d\d:\d\d:\d\d warn {2}the daemon was lost \{"kind":"daemon-timeout"\}\n$/
	);
});

test('at a terminal an error is followed by its stack', () => {
	const { log, text } = logOf({ terminal: true });
	log.error({ err: new Error('the disk is full') }, 'history broke');
	expect(text()).toMatch(/error history broke\nError: the disk is full\n {4}at /);
});

test('what is less serious than the level is not written', () => {
	const { log, text } = logOf({ level: 'warn' });
	log.info('quiet');
	log.warn('loud');
	expect(text()).toContain('loud');
	expect(text()).not.toContain('quiet');
});
