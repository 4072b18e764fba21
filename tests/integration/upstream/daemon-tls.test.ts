import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { createDaemonClient } from '../../../server/upstream/daemon-client.ts';

const fixture = (name: string) =>
	readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url), 'utf8');
const CERTIFICATE = fixture('self-signed.pem');

let daemon: Server;
let port: number;
beforeEach(async () => {
	daemon = createServer(
		{ cert: CERTIFICATE, key: fixture('self-signed.key.pem') },
		(_request, response) => response.end('{"ok":true}')
	);
	daemon.listen(0, '127.0.0.1');
	await once(daemon, 'listening');
	port = (daemon.address() as AddressInfo).port;
});
afterEach(() => daemon.close());

function ask(address: string, authorities?: string) {
	const client = createDaemonClient({
		baseUrl: address,
		timeoutMs: 20_000,
		maxBytes: 1_000,
		authorities
	});
	return client.get('/status', new AbortController().signal);
}

test('a self-signed certificate is refused, and the sentence names the setting that would trust it', async () => {
	expect(await ask(`https://127.0.0.1:${port}`)).toMatchObject({
		ok: false,
		problem: {
			kind: 'daemon-unreachable',
			detail: expect.stringMatching(/self-signed.*DAEMON_CA_FILE/)
		}
	});
});

test('with DAEMON_CA_FILE a self-signed daemon answers', async () => {
	const read = readConfig({ DAEMON_CA_FILE: 'ca.pem' }, () => CERTIFICATE);
	const authorities = read.ok ? read.config.daemonAuthorities : undefined;
	expect(await ask(`https://127.0.0.1:${port}`, authorities)).toMatchObject({
		ok: true,
		value: { body: { ok: true } }
	});
});

test('a trusted certificate for another name has a message of its own', async () => {
	expect(await ask(`https://localhost:${port}`, CERTIFICATE)).toMatchObject({
		ok: false,
		problem: { detail: expect.stringContaining('another name') }
	});
});

test('a file without a certificate is a fault at the start', () => {
	for (const text of ['', 'nonsense', '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----'])
		expect(readConfig({ DAEMON_CA_FILE: 'ca.pem' }, () => text)).toMatchObject({
			ok: false,
			faults: [expect.stringContaining('DAEMON_CA_FILE')]
		});
});
