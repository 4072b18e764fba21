import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDaemonClient } from '../../../server/upstream/daemon-client.ts';
import { recordedText } from '../../support/recordings.ts';
import { StandInDaemon } from '../../support/stand-in-daemon.ts';

const KEY = 'a-key-that-must-never-be-seen';
const PATH = '/predictions/current';
let daemon: StandInDaemon;
const signal = new AbortController().signal;

beforeEach(async () => {
	daemon = new StandInDaemon(3);
	await daemon.start();
});
afterEach(() => daemon.stop());

function client(options: { timeoutMs?: number; maxBytes?: number } = {}) {
	return createDaemonClient({
		baseUrl: daemon.url,
		key: KEY,
		timeoutMs: 20_000,
		maxBytes: 10_000_000,
		...options
	});
}

test('a good answer comes with its size on the wire, asked with the key', async () => {
	daemon.requiredKey = KEY;
	const answer = await client().get(PATH, signal);
	expect(
		answer.ok && Object.keys((answer.value.body as { predictions: object }).predictions)
	).toHaveLength(3);
	expect(answer.ok && answer.value.bytes).toBeGreaterThan(100_000);
	expect(daemon.keys).toEqual([KEY]);
});

test('a key that no header can carry is a failure like any other, and is told nowhere', async () => {
	const client = createDaemonClient({
		baseUrl: daemon.url,
		key: `${KEY}\n`,
		timeoutMs: 20_000,
		maxBytes: 10_000_000
	});
	const answer = await client.get(PATH, signal);
	expect(answer).toMatchObject({ ok: false, problem: { kind: 'internal-error' } });
	expect(JSON.stringify(answer)).not.toContain(KEY);
});

describe('each failure has its own kind', () => {
	test.each([
		[401, '{"detail":"no"}', {}, { kind: 'key-refused', waitMs: 60_000 }],
		[403, recordedText('errors/403-wrong-key.json'), {}, { kind: 'key-refused', waitMs: 60_000 }],
		[404, recordedText('errors/404.json'), {}, { kind: 'daemon-not-offered' }],
		[
			429,
			recordedText('errors/429-rate-limited.json'),
			{},
			{ kind: 'rate-limited', waitMs: 60_000 }
		],
		[429, '{}', { 'retry-after': '7' }, { kind: 'rate-limited', waitMs: 7_000 }],
		[429, '{}', { 'retry-after': '2592000' }, { kind: 'rate-limited', waitMs: 3_600_000 }],
		[500, 'Internal Server Error', {}, { kind: 'daemon-error' }],
		[503, '', {}, { kind: 'daemon-error' }],
		[200, '<html>', {}, { kind: 'daemon-malformed' }],
		[200, '', {}, { kind: 'daemon-malformed' }]
	])('HTTP %s %s', async (status, body, headers, problem) => {
		daemon.always(PATH, { kind: 'answers', status, body, headers });
		expect(await client().get(PATH, signal)).toMatchObject({ ok: false, problem });
	});

	test('a port that refuses', async () => {
		const asked = client();
		await daemon.stop();
		expect(await asked.get(PATH, signal)).toMatchObject({
			ok: false,
			problem: { kind: 'daemon-unreachable' }
		});
	});

	test('a name that does not exist', async () => {
		const nowhere = createDaemonClient({
			baseUrl: 'http://nowhere.invalid',
			timeoutMs: 20_000,
			maxBytes: 1_000
		});
		expect(await nowhere.get(PATH, signal)).toMatchObject({
			ok: false,
			problem: { kind: 'daemon-unreachable' }
		});
	});

	test('no answer within the deadline', async () => {
		daemon.always(PATH, { kind: 'hangs' });
		expect(await client({ timeoutMs: 50 }).get(PATH, signal)).toMatchObject({
			ok: false,
			problem: { kind: 'daemon-timeout' }
		});
	});

	test('a body over the limit is refused while it is read', async () => {
		expect(await client({ maxBytes: 5_000 }).get(PATH, signal)).toMatchObject({
			ok: false,
			problem: { kind: 'daemon-too-large' }
		});
	});
});

test.each([
	[301, '', { location: 'http://127.0.0.1:1/' }, 'daemon-error', /redirects .*DAEMON_URL/],
	[200, '{}', { 'content-encoding': 'gzip' }, 'daemon-malformed', /cannot be decoded/],
	[200, '{}', { 'content-encoding': 'br' }, 'daemon-malformed', /cannot be decoded/],
	[200, '{}', { 'content-encoding': 'zstd' }, 'daemon-malformed', /unsupported content encoding/]
])('HTTP %s %s with %j says what it is', async (status, body, headers, kind, detail) => {
	daemon.always(PATH, { kind: 'answers', status, body, headers });
	expect(await client().get(PATH, signal)).toMatchObject({
		ok: false,
		problem: { kind, detail: expect.stringMatching(detail) }
	});
});

test('a body with a byte-order mark is read', async () => {
	daemon.always(PATH, { kind: 'answers', status: 200, body: '\uFEFF{"a":1}' });
	expect(await client().get(PATH, signal)).toMatchObject({ ok: true, value: { body: { a: 1 } } });
});

test('a connection that was reset is tried once more', async () => {
	daemon.once(PATH, { kind: 'resets' });
	expect((await client().get(PATH, signal)).ok).toBe(true);
	daemon.always(PATH, { kind: 'resets' });
	expect(await client().get(PATH, signal)).toMatchObject({
		ok: false,
		problem: { kind: 'daemon-unreachable' }
	});
	expect(daemon.predictionCalls).toBe(4);
});

test('NaN and Infinity in the body spoil nothing but their own places', async () => {
	const body = '{"a": [1, NaN, -Infinity], "b": Infinity, "c": "x, NaN"}';
	daemon.always(PATH, { kind: 'answers', status: 200, body });
	expect(await client().get(PATH, signal)).toMatchObject({
		ok: true,
		value: { body: { a: [1, null, null], b: null, c: 'x, NaN' } }
	});
});

test('neither the key nor the address is in any problem', async () => {
	const problems: unknown[] = [];
	for (const status of [401, 403, 404, 418, 429, 500]) {
		daemon.always(PATH, { kind: 'answers', status, body: KEY });
		problems.push(await client().get(PATH, signal));
	}
	daemon.always(PATH, { kind: 'hangs' });
	problems.push(await client({ timeoutMs: 20 }).get(PATH, signal));
	const asked = client();
	await daemon.stop();
	problems.push(await asked.get(PATH, signal));
	const text = JSON.stringify(problems);
	expect(problems).toHaveLength(8);
	expect(text).not.toContain(KEY);
	expect(text).not.toContain(new URL(daemon.url).host);
	expect(text).not.toContain('127.0.0.1');
});

test.each([
	['as it is', KEY],
	['escaped', [...KEY].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('')],
	['in base64', Buffer.from(`user:${KEY}`).toString('base64')]
])('a daemon that echoes the key %s: it goes no further than the answer', async (_, form) => {
	const body = `{"error": null, "${form}": {"name": "<${form}>", "list": ["${form}"]}}`;
	daemon.always(PATH, { kind: 'answers', status: 200, body });
	const answer = await client().get(PATH, signal);
	expect(answer.ok).toBe(true);
	expect(JSON.stringify(answer)).toContain('[hidden]');
	expect(JSON.stringify(answer)).not.toContain(KEY);
	expect(JSON.stringify(answer)).not.toContain(form);
});
