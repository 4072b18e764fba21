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
	['status --timeout 2073601', 'at most 2073600'],
	['wait-warm --timeout Infinity', 'at most 2073600'],
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

test('a FLEETCAST_URL that is none is complained of by its name, and only where it is needed', async () => {
	const shell = new PlayedShell();
	for (const line of ['status', 'demo'])
		await expect(run(shell, line, 'localhost:8050')).rejects.toMatchObject({
			exitCode: 64,
			message: 'FLEETCAST_URL must begin with http:// or https://.'
		});
	expect(await run(shell, '--help', 'localhost:8050')).toBe(0);
	expect(shell.out.text.replace(/\s+/g, ' ')).toContain('(default: localhost:8050)');
	const scenario = await startScenario(() => [200, { ok: true, value: { scenario: 'healthy' } }]);
	expect(await run(shell, `demo --url ${scenario.url}`, 'localhost:8050')).toBe(0);
	scenario.close();
});

test('a token that no HTTP header can carry is reported as such', async () => {
	const deps = {
		shell: new PlayedShell(),
		version: '1',
		token: 'gehe\u00efm-数据',
		usualUrl: NOWHERE
	};
	await expect(runProgram(['demo'], deps)).rejects.toMatchObject({
		exitCode: 64,
		message: expect.stringMatching(/^FLEETCAST_TOKEN /)
	});
});

test('what could not be written ends with 70, except for status, whose exit code is its answer', async () => {
	const scenario = await startScenario(() => [200, { ok: true, value: { scenario: 'healthy' } }]);
	const shell = new PlayedShell();
	shell.fault = 'ENOSPC: no space left on device';
	await expect(run(shell, 'demo', scenario.url)).rejects.toMatchObject({
		exitCode: 70,
		message: 'The output could not be written: ENOSPC: no space left on device.'
	});
	expect(await run(shell, 'status')).toBe(3);
	expect(shell.err.text).toContain('fleetcast: The output could not be written: ENOSPC');
	scenario.close();
});
