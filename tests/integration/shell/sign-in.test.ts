import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FleetcastProcess } from '../../support/fleetcast-process.ts';
import { StandInDaemon } from '../../support/stand-in-daemon.ts';

const TOKEN = 'own+token/for==tests';
const ENTRY = `wall:viewer:${createHash('sha256').update(TOKEN).digest('hex')}`;
const PUBLIC = 'https://fleet.example';
const FORM = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
let daemon: StandInDaemon;
let fleetcast: FleetcastProcess;

beforeAll(async () => {
	daemon = new StandInDaemon(20);
	await daemon.start();
});
afterAll(() => daemon.stop());

async function start(settings: Record<string, string>): Promise<void> {
	fleetcast = new FleetcastProcess({ DAEMON_URL: daemon.url, ACCESS_TOKENS: ENTRY, ...settings });
	await fleetcast.start();
}

interface Answer {
	readonly status: number | undefined;
	readonly location: string | undefined;
	readonly cookie: string;
	readonly body: string;
}

/** A request with exactly these headers, Host among them, as it leaves a proxy. */
function ask(path: string, headers: Record<string, string>, body?: string): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const method = body === undefined ? 'GET' : 'POST';
		const asking = request(new URL(path, fleetcast.url), { method, headers }, (response) => {
			const { location, 'set-cookie': cookies = [] } = response.headers;
			text(response).then(
				(told) =>
					resolve({
						status: response.statusCode,
						location,
						cookie: cookies.join('\n'),
						body: told
					}),
				reject
			);
		});
		asking.once('error', reject).end(body);
	});
}

const signIn = (
	headers: Record<string, string>,
	to = '/',
	form = `token=${encodeURIComponent(TOKEN)}`
) => ask(`/sign-in?${new URLSearchParams({ to })}`, { ...FORM, ...headers }, form);
const held = `fleetcast_token=${encodeURIComponent(TOKEN)}`;
const page = { accept: 'text/html', cookie: held };

describe('behind a proxy that says so', () => {
	beforeAll(() => start({ ORIGINS: PUBLIC, TRUSTED_PROXIES: '127.0.0.1' }));
	afterAll(() => fleetcast.stop());

	test.each([
		['https', undefined],
		['https, http', undefined],
		['https', 'fleet.example']
	])('one signs in, told %s and Host %s', async (scheme, host) => {
		const headers = { origin: PUBLIC, 'x-forwarded-proto': scheme, ...(host ? { host } : {}) };
		const answer = await signIn(headers, '/server?name=日本');
		expect(answer).toMatchObject({
			status: 303,
			location: './server?name=%E6%97%A5%E6%9C%AC'
		});
		expect(answer.cookie).toMatch(/SameSite=Lax/i);
		expect(answer.cookie).toMatch(/Secure/i);
	});

	test.each([
		['of another site', { origin: 'https://evil.example' }],
		['of a sandbox', { origin: 'null' }],
		['without an origin', {}],
		['of the same name over plain http', { origin: 'http://fleet.example', host: 'fleet.example' }]
	])('a form %s is refused', async (_whose, headers: Record<string, string>) => {
		const answer = await signIn({ 'x-forwarded-proto': 'https', ...headers });
		expect(answer.status).toBe(403);
		expect(answer.cookie).toBe('');
	});

	test.each([
		['of no kind', {}, 415],
		['of another kind', { 'content-type': 'application/json' }, 415],
		['of parts without a boundary', { 'content-type': 'multipart/form-data' }, 400],
		['of malformed parts', { 'content-type': 'multipart/form-data; boundary=a' }, 400],
		['of text', { 'content-type': 'text/plain' }, 400],
		['that is too large', { 'content-type': FORM['content-type'] }, 413, 'a'.repeat(600_000)]
	])(
		'a body %s is its sender’s fault, and logs nothing',
		async (_what, headers, status, body = 'x') => {
			const logged = fleetcast.lines.length;
			const asked = {
				accept: 'text/html',
				origin: PUBLIC,
				'x-forwarded-proto': 'https',
				...headers
			};
			expect((await ask('/sign-in', asked as Record<string, string>, body)).status).toBe(status);
			// Whatever was logged for it has come once the server has answered again.
			await ask('/healthz', {});
			expect(fleetcast.lines.slice(logged)).toEqual([]);
		}
	);

	test('what cannot be a path leads to the first page', async () => {
		expect(await signIn({ origin: PUBLIC }, '/\n/x')).toMatchObject({
			status: 303,
			location: './'
		});
	});

	test('who is signed in goes on, and each page load keeps it so', async () => {
		expect(await ask('/sign-in?to=/heatmap', page)).toMatchObject({
			status: 303,
			location: './heatmap'
		});
		const { status, cookie } = await ask('/heatmap', page);
		expect(status).toBe(200);
		expect(cookie).toMatch(/^fleetcast_token=own%2Btoken%2Ffor%3D%3Dtests;.*Max-Age=31536000/);
		expect((await ask('/sign-in', page)).status).toBe(200);
		expect((await ask('/sign-in?to=/', { accept: 'text/html' })).status).toBe(200);
		expect((await ask('/healthz', page)).cookie).toBe('');
	});

	test('an unknown address has a page that leads back', async () => {
		const { status, body } = await ask('/no/such/page', page);
		expect(status).toBe(404);
		expect(body).toContain('There is no page at this address.');
		expect(body).toMatch(/href="\.\.\/\.\.\/"[^>]*>Go to Next 8 hours/);
	});
});

describe('behind a proxy that passes the host on and says nothing', () => {
	beforeAll(() => start({ FRAME_ANCESTORS: 'https://wall.example' }));
	afterAll(() => fleetcast.stop());

	test('one signs in, in frames too', async () => {
		const answer = await signIn({ origin: PUBLIC, host: 'fleet.example' });
		expect(answer.status).toBe(303);
		expect(answer.cookie).toMatch(/SameSite=None/i);
		expect(answer.cookie).toMatch(/Partitioned/i);
	});

	test('a form of another site is refused', async () => {
		const answer = await signIn({ origin: 'https://evil.example', host: 'fleet.example' });
		expect(answer).toMatchObject({ status: 403, cookie: '' });
	});
});
