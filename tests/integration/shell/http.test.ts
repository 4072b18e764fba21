import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createAccess } from '../../../server/access.ts';
import { createHttp, type Http } from '../../../server/http.ts';
import { createMetrics } from '../../../server/metrics.ts';
import { entryOf, newToken, parseAccessToken } from '../../../server/settings/access-token.ts';

const token = newToken();
let http: Http | undefined;
afterEach(() => http?.close());

async function start(): Promise<number> {
	const entry = parseAccessToken(entryOf('wall', 'viewer', token) ?? '');
	http = createHttp({
		basePath: '/fleet',
		access: createAccess({
			host: '127.0.0.1',
			accessOpen: false,
			tokens: entry ? [entry] : [],
			trustUserHeader: undefined,
			trustedProxies: [],
			trustRole: 'viewer',
			origins: []
		}),
		metrics: createMetrics(),
		readiness: () => ({ ready: true, detail: {} }),
		pages: (request, response) => response.end(`page ${request.url}`)
	});
	http.server.listen(0, '127.0.0.1');
	await once(http.server, 'listening');
	return (http.server.address() as AddressInfo).port;
}

/** A request as a hostile program writes it: clients of good manners tidy up paths themselves. */
async function raw(port: number, path: string, headers = ''): Promise<string> {
	const socket = connect(port, '127.0.0.1');
	socket.end(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`);
	let answer = '';
	for await (const chunk of socket) answer += String(chunk);
	return answer;
}

test('without a token a browser is led to the sign-in page, a program is told', async () => {
	const port = await start();
	expect(await raw(port, '/fleet/', 'Accept: text/html\r\n')).toContain('/fleet/sign-in');
	expect(await raw(port, '/fleet/metrics')).toContain('HTTP/1.1 401');
});

test('with a token the pages are reached below the base path', async () => {
	const port = await start();
	const bearer = `Authorization: Bearer ${token}\r\n`;
	expect(await raw(port, '/fleet/server?name=a', bearer)).toContain('page /server?name=a');
});

test.each([
	['/fleet', '/fleet/'],
	['/fleet?sort=server', '/fleet/?sort=server'],
	['/fleet/heatmap/', '/fleet/heatmap'],
	['/fleet/wall/setup//?a=1', '/fleet/wall/setup?a=1']
])('%s is led to %s, where its relative addresses stay below the base path', async (from, to) => {
	const answer = await raw(await start(), from);
	expect(answer).toContain('HTTP/1.1 308');
	expect(answer).toContain(`location: ${to}\r\n`);
});

test('no address leads to another host', async () => {
	expect(await raw(await start(), '/fleet//evil.example/')).not.toContain('location: //');
});

test.each([
	'/fleet/_app/immutable/../../',
	'/fleet/_app/immutable/%2e%2e/%2E%2E/',
	'/fleet/sign-in/..'
])('no way round the access rule: %s', async (path) => {
	expect(await raw(await start(), path)).toContain('HTTP/1.1 401');
});

test('a browser is refused by a page in words, a program by a problem', async () => {
	const port = await start();
	const page = 'Accept: text/html,*/*\r\n';
	const elsewhere = await raw(port, '/elsewhere', page);
	expect(elsewhere).toContain('HTTP/1.1 404');
	expect(elsewhere).toContain('<a href="/fleet/">Go to Next 8 hours</a>');
	const foreign = await raw(port, '/fleet/', `${page}Origin: http://evil.example\r\n`);
	expect(foreign).toContain('HTTP/1.1 403');
	expect(foreign).toContain('<h1>Not at this name</h1>');
	const style = /<style>([^]*)<\/style>/.exec(foreign)?.[1] ?? '';
	const hash = createHash('sha256').update(style).digest('base64');
	expect(foreign).toContain(`style-src 'sha256-${hash}'`);
	expect(await raw(port, '/elsewhere')).toContain('{"error":"not found"}');
});

test('a foreign origin is refused even with a token', async () => {
	const port = await start();
	const headers = `Authorization: Bearer ${token}\r\nOrigin: http://evil.example\r\n`;
	expect(await raw(port, '/fleet/', headers)).toContain('HTTP/1.1 403');
});
