import { existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FleetcastProcess } from '../../support/fleetcast-process.ts';
import { StandInDaemon } from '../../support/stand-in-daemon.ts';

let dir: string;
let daemon: StandInDaemon;
let fleetcast: FleetcastProcess;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'fleetcast-'));
	daemon = new StandInDaemon(5);
	await daemon.start();
});

afterEach(async () => {
	await fleetcast.stop('SIGKILL');
	await daemon.stop();
	await rm(dir, { recursive: true });
});

async function start(historyDir: string): Promise<void> {
	fleetcast = new FleetcastProcess({ DAEMON_URL: daemon.url, HISTORY_DIR: historyDir });
	await fleetcast.start();
	await expect.poll(async () => (await fetch(`${fleetcast.url}/readyz`)).status).toBe(200);
}

test('Fleetcast keeps what its viewers see, and has all of it on disk when it was asked to stop', async () => {
	await start(join(dir, 'kept'));
	expect(await fleetcast.stop()).toBe(0);
	const path = join(dir, 'kept', 'history.sqlite');
	// The last to leave has put everything into the one file.
	expect(existsSync(`${path}-wal`)).toBe(false);
	const database = new DatabaseSync(path, { readOnly: true });
	const { ticks } = database.prepare('SELECT count(*) AS ticks FROM ticks').get() as {
		ticks: number;
	};
	database.close();
	expect(ticks).toBeGreaterThanOrEqual(1);
});

test('where no history can be kept the live view goes on, and the log says why', async () => {
	const inTheWay = join(dir, 'file');
	writeFileSync(inTheWay, '');
	await start(inTheWay);
	await expect
		.poll(() => fleetcast.lines.join('\n'))
		.toContain('history is not kept: HISTORY_DIR is no folder');
	const metrics = await (await fetch(`${fleetcast.url}/metrics`)).text();
	expect(metrics).toContain('fleetcast_history_keeping 0');
	expect(metrics).toContain('fleetcast_ticks_total{outcome="good"} 1');
});
