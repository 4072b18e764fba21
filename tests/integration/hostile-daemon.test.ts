import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FleetcastProcess } from '../support/fleetcast-process.ts';
import { hostileAnswers, type HostileAnswer } from '../support/hostile-answers.ts';
import { HostileDaemon } from '../support/hostile-daemon.ts';
import { PlainViewer } from '../support/plain-viewer.ts';

const KEY = 'k3y-of-the-daemon';
/** The most that a process may hold that takes answers of up to 16 MB. */
const MOST_RESIDENT_BYTES = 1_200_000_000;
const PAGES = ['/', '/heatmap', '/cascade', '/drift', '/advanced', '/insights', '/history'];
const ANSWERS = Object.entries(hostileAnswers(KEY, 0.02));

const folder = mkdtempSync(join(tmpdir(), 'fleetcast-hostile-'));
const daemon = new HostileDaemon();
const heard: string[] = [];
let fleetcast: FleetcastProcess;
let control: PlainViewer;

beforeAll(async () => {
	fleetcast = new FleetcastProcess({
		DAEMON_URL: await daemon.start(),
		TFT_API_KEY: KEY,
		TICK_SECONDS: '2',
		DAEMON_TIMEOUT_SECONDS: '3',
		DAEMON_MAX_MB: '16',
		HISTORY_DIR: folder
	});
	await fleetcast.start();
	control = new PlainViewer(fleetcast.url);
	control.socket.onAny((...packet) => void heard.push(JSON.stringify(packet)));
	await control.join({
		topics: ['summary', 'risk', 'metrics', 'alerts', 'cascade', 'cascade-events', 'drift', 'models']
	});
});

afterAll(async () => {
	control.close();
	await fleetcast.stop();
	await daemon.stop();
	rmSync(folder, { recursive: true, force: true });
});

test.each(ANSWERS)(
	'a daemon that answers with %s: the ticks go on, and all is well after it',
	async (_, answer) => {
		daemon.turn(answer);
		await expect.poll(() => daemon.answered).toBeGreaterThanOrEqual(callsOf(answer));
		const texts = await Promise.all(PAGES.map(read));
		daemon.turn(undefined);
		await expect.poll(() => Object.keys(control.held.get('risk')?.state ?? {}).length).toBe(3);
		expect([...texts, ...heard.splice(0)].filter(holdsKey)).toEqual([]);
		const ticks = control.ticks.splice(0).map(({ tick }) => tick);
		expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
		expect(control.faults).toEqual([]);
		expect(control.socket.connected).toBe(true);
	}
);

test('after all of them the process holds a bounded amount, and neither its exports nor its log hold the key', async () => {
	const resident = /process_resident_memory_bytes (\d+)/.exec(await read('/metrics'))?.[1];
	expect(Number(resident)).toBeLessThan(MOST_RESIDENT_BYTES);
	const exports = [
		'alerts',
		'environment',
		`series&server=${encodeURIComponent('<[hidden]>')}`
	].map((what) => read(`/api/history/export?what=${what}&range=1h`));
	const texts = [...(await Promise.all(exports)), ...fleetcast.lines];
	expect(texts.filter(holdsKey)).toEqual([]);
});

/** A call that comes by drips is given up at its deadline only; one after another shows that the ticks go on. */
function callsOf(answer: HostileAnswer): number {
	return answer('/predictions/current', 1) === 'drips' ? 2 : 4;
}

async function read(path: string): Promise<string> {
	return (await fetch(`${fleetcast.url}${path}`)).text();
}

/** In any form in which a page, a packet or a log may hold it. */
function holdsKey(text: string): boolean {
	return [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString('base64')].some((form) =>
		text.includes(form)
	);
}
