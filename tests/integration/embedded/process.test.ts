import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { batchAt, feed, feedTicks, SERVERS, startDaemon } from './daemon-process.ts';
import { recordedJson } from '../../support/recordings.ts';

async function started(...given: Parameters<typeof startDaemon>) {
	const daemon = await startDaemon(...given);
	onTestFinished(() => void daemon.child.kill('SIGKILL'));
	return daemon;
}

describe('refusals', () => {
	test('without the key or with a wrong one are 403, as recorded, and the key is in no log', async () => {
		const daemon = await started([], { TFT_API_KEY: ' open-sesame ' });
		const url = `${daemon.url}/predictions/current`;
		for (const headers of [new Headers(), new Headers({ 'x-api-key': 'wrong' })]) {
			const answer = await fetch(url, { headers });
			expect(answer.status).toBe(403);
			expect(await answer.json()).toEqual(recordedJson('errors/403-no-key.json'));
		}
		expect((await fetch(url, { headers: { 'x-api-key': 'open-sesame' } })).status).toBe(200);
		for (const open of ['/health', '/status', '/']) {
			expect((await fetch(daemon.url + open)).status).toBe(200);
		}
		expect((await feed(daemon.url, batchAt(Date.now(), SERVERS))).status).toBe(403);
		expect(await daemon.stop()).toBe(0);
		expect(daemon.log()).not.toContain('open-sesame');
	});

	test('of unknown paths, wrong methods and broken bodies are as recorded', async () => {
		const { url } = await started();
		const ask = async (path: string, body?: string) => {
			const answer = await fetch(url + path, body === undefined ? {} : { method: 'POST', body });
			return [answer.status, await answer.json()];
		};
		expect(await ask('/no/such/path')).toEqual([404, recordedJson('errors/404.json')]);
		expect(await ask('/feed/data')).toEqual([405, recordedJson('errors/405.json')]);
		expect(await ask('/feed/data', '{}')).toEqual([
			422,
			recordedJson('errors/422-empty-body.json')
		]);
		expect(await ask('/feed/data', '{"records":[]}')).toEqual([
			200,
			recordedJson('errors/feed-empty-list.json')
		]);
		expect(await ask('/feed/data', '{nonsense')).toEqual([
			422,
			{ detail: [{ loc: ['body'], type: 'value_error.jsondecode', msg: expect.any(String) }] }
		]);
		expect(await ask('/explain/no-such-server')).toEqual([
			200,
			recordedJson('errors/explain-unknown-server.json')
		]);
	});

	test('of the 31st call in a minute are 429 as recorded, once limits are asked for', async () => {
		const { url } = await started(['--rate-limits']);
		for (let call = 0; call < 30; call++) {
			expect((await fetch(`${url}/alerts/active`)).status).toBe(200);
		}
		const answer = await fetch(`${url}/alerts/active`);
		expect(answer.status).toBe(429);
		expect(await answer.json()).toEqual(recordedJson('errors/429-rate-limited.json'));
		expect((await fetch(`${url}/status`)).status).toBe(200);
	});

	test('of a body over the limit come while it is still being sent', async () => {
		const { url } = await started();
		const chunk = new TextEncoder().encode(' '.repeat(1 << 20));
		let sent = 0;
		const body = new ReadableStream<Uint8Array>({
			pull(controller) {
				sent += 1;
				if (sent > 64) controller.close();
				else controller.enqueue(chunk);
			}
		});
		// The sender may see the answer or, if still sending, the closed connection.
		const status = await fetch(`${url}/feed/data`, {
			method: 'POST',
			body,
			duplex: 'half'
		} as RequestInit).then(
			(answer) => answer.status,
			() => 413
		);
		expect(status).toBe(413);
		expect(sent).toBeLessThan(64);
		expect((await fetch(`${url}/health`)).status).toBe(200);
	});

	test('of what a web page posts keep strangers from feeding', async () => {
		const { url } = await started();
		const answer = await fetch(`${url}/feed/data`, {
			method: 'POST',
			headers: { origin: 'https://elsewhere.example', 'content-type': 'text/plain' },
			body: JSON.stringify({ records: batchAt(Date.now(), SERVERS) })
		});
		expect(answer.status).toBe(403);
		expect(await (await fetch(`${url}/status`)).json()).toMatchObject({ tick_count: 0 });
	});

	test('of faulty options name them all, on stderr, and end with 1', async () => {
		await expect(startDaemon(['--window-minutes', 'x', '--port', 'y'])).rejects.toThrow(
			/ended with 1: [^]*--port[^]*--window-minutes/
		);
	});
});

describe('a process', () => {
	let folder = '';
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'daemon-process-'));
	});
	afterEach(() => rm(folder, { recursive: true }));

	test('told to stop keeps its state, and the next one goes on from it, warm', async () => {
		const first = await started(['--state-dir', folder]);
		await feedTicks(first.url, 160, Date.now());
		const before = await (await fetch(`${first.url}/status`)).json();
		expect(await first.stop()).toBe(0);
		const second = await started(['--state-dir', folder]);
		expect(await (await fetch(`${second.url}/status`)).json()).toEqual(before);
		const answer = await fetch(`${second.url}/predictions/current`);
		expect(await answer.json()).toMatchObject({ summary: { total_servers: SERVERS.length } });
		expect(await (await fetch(`${second.url}/admin/models`)).json()).toMatchObject({
			models: [{ size_mb: expect.any(Number), is_current: true }],
			models_dir: folder
		});
	});

	test('with a state it cannot read starts cold and says so', async () => {
		await writeFile(join(folder, 'daemon-state.bin'), 'rubbish');
		const daemon = await started(['--state-dir', folder]);
		expect(await (await fetch(`${daemon.url}/status`)).json()).toMatchObject({ tick_count: 0 });
		expect(daemon.log()).toContain('starting cold');
	});

	test('ends with its parent', async () => {
		const daemon = await started();
		daemon.child.stdin?.end();
		expect(await once(daemon.child, 'exit')).toEqual([0, null]);
	});

	test('describes its own routes', async () => {
		const { url } = await started();
		const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as {
			paths: Record<string, object>;
		};
		expect(Object.keys(paths)).toEqual(
			expect.arrayContaining(['/feed/data', '/predictions/current', '/explain/{server_name}'])
		);
		for (const [path, methods] of Object.entries(paths)) {
			if (!('get' in methods) || path.includes('{')) continue;
			expect((await fetch(url + path)).status).toBe(200);
		}
	});
});
