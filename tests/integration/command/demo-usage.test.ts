import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { runProgram } from '../../../bin/program.ts';
import { PlayedShell } from './played-shell.ts';

const NOWHERE = 'http://127.0.0.1:9';

function run(shell: PlayedShell, line: string, usualUrl = NOWHERE) {
	return runProgram(line.split(' '), { shell, version: '1.2.3', usualUrl });
}

async function startScenario(answer: (method: string, sent: string) => [number, object]) {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		let sent = '';
		request.on('data', (chunk) => (sent += chunk));
		request.on('end', () => {
			asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''} ${sent}`);
			const [status, body] = answer(request.method ?? '', sent);
			response.writeHead(status).end(JSON.stringify(body));
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/fleet/`, asked, close: () => server.close() };
}

test('demo says what is happening, and lets something happen', async () => {
	const scenario = await startScenario((_method, sent) => [
		200,
		{ ok: true, value: { scenario: sent ? 'critical' : 'healthy' } }
	]);
	const shell = new PlayedShell();
	const deps = { shell, version: '1', token: 'secret', usualUrl: scenario.url };
	expect(await runProgram(['demo'], deps)).toBe(0);
	expect(await runProgram(['demo', 'critical', '--json'], deps)).toBe(0);
	expect(shell.out.lines).toEqual(['The scenario is healthy.', '{"scenario":"critical"}']);
	expect(scenario.asked).toEqual([
		'GET /fleet/api/scenario Bearer secret ',
		'POST /fleet/api/scenario Bearer secret {"scenario":"critical"}'
	]);
	scenario.close();
});

test.each([
	[404, { ok: false, problem: { kind: 'daemon-not-offered', detail: 'No demo.' } }, 'No demo.'],
	[401, { problem: { kind: 'token-refused', detail: 'Who?' } }, 'Who? Put a token'],
	[200, ['unexpected'], 'something else']
])('demo says why it could not: HTTP %i with %j', async (status, body, sentence) => {
	const scenario = await startScenario(() => [status, body]);
	await expect(run(new PlayedShell(), 'demo cascade', scenario.url)).rejects.toMatchObject({
		exitCode: 3,
		message: expect.stringContaining(sentence)
	});
	scenario.close();
});

test.each([
	['nonsense', 'Unknown command'],
	['watch', 'Missing required argument'],
	['watch nonsense', 'There is no topic "nonsense".'],
	['watch risk --every 2', '5 to 300 seconds'],
	['watch risk --count 0', 'whole number'],
	['status --url ftp://host', 'http://'],
	['status --timeout soon', 'number of seconds'],
	['demo earthquake', 'healthy, degrading, critical, cascade']
])('"%s" makes no sense: exit 64 and a sentence', async (line, sentence) => {
	await expect(run(new PlayedShell(), line)).rejects.toMatchObject({
		exitCode: 64,
		message: expect.stringContaining(sentence)
	});
});

test('help names every command and the exit codes', async () => {
	const shell = new PlayedShell();
	expect(await run(shell, '--help')).toBe(0);
	for (const name of [
		'watch',
		'status',
		'wait-warm',
		'top',
		'demo',
		'Exit codes',
		'FLEETCAST_TOKEN'
	])
		expect(shell.out.text).toContain(name);
});
