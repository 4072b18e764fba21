import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FleetcastProcess } from '../../support/fleetcast-process.ts';

/** The past is made at a low priority: beside other tests it waits for them. */
const PAST_DEADLINE_MS = 10 * 60_000;
vi.setConfig({ testTimeout: PAST_DEADLINE_MS + 120_000 });
const PATIENT = { timeout: PAST_DEADLINE_MS };

let dir: string;
let fleetcast: FleetcastProcess;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'fleetcast-past-'));
});

afterEach(async () => {
	await fleetcast.stop('SIGKILL');
	await rm(dir, { recursive: true });
});

async function startWithPast(hours: number): Promise<void> {
	fleetcast = new FleetcastProcess({
		HISTORY_DIR: dir,
		DEMO_SERVERS: '7',
		DEMO_PAST_HOURS: String(hours)
	});
	await fleetcast.start();
}

interface Answered {
	ok: boolean;
	value?: {
		window: { from: number; to: number; simulatedUntil?: number };
		points?: { at: number }[];
		scores?: { step: number }[];
	};
	problem?: { kind: string; detail: string };
}

const ask = async (path: string) =>
	(await (await fetch(`${fleetcast.url}/api/history/${path}`)).json()) as Answered;

const state = async () => {
	const ready = (await (await fetch(`${fleetcast.url}/readyz`)).json()) as {
		daemon?: { state: string };
	};
	return ready.daemon?.state;
};

/** Times of all ticks of the history, with whether it says that they were simulated. */
function keptTicks(): { times: number[]; simulatedUntil: number | undefined } {
	const database = new DatabaseSync(join(dir, 'history.sqlite'), { readOnly: true });
	const times = database.prepare('SELECT at FROM ticks ORDER BY id').all();
	const simulated = database.prepare('SELECT until FROM simulated_past').get();
	database.close();
	return {
		times: times.map(({ at }) => Number(at)),
		simulatedUntil: simulated && Number(simulated['until'])
	};
}

test('a demo that starts without a history is given one, made by its own programs and marked as simulated', async () => {
	await startWithPast(10);
	expect(await ask('summary?range=8h')).toMatchObject({
		ok: false,
		problem: { kind: 'history-busy' }
	});
	await expect.poll(async () => (await ask('environment?range=8h')).ok, PATIENT).toBe(true);
	const { window, points = [] } = (await ask('environment?range=8h')).value ?? {};
	const first = points[0]?.at ?? Infinity;
	expect((window?.to ?? 0) - first).toBeGreaterThanOrEqual(8 * 3_600_000 - 300_000);
	expect(window?.simulatedUntil).toBeGreaterThan(first);
	const accuracy = (await ask('accuracy?range=1d')).value;
	expect(accuracy?.window.simulatedUntil).toBeDefined();
	// Up to eight hours ahead: the farthest forecasts have come due.
	expect(new Set(accuracy?.scores?.map(({ step }) => step))).toContain(96);
	await expect.poll(state, PATIENT).toBe('live');
	expect(await fleetcast.stop()).toBe(0);
	expect(readdirSync(dir).filter((name) => name.startsWith('simulated'))).toEqual([]);
});

test('a history that is there is gone on with: the past is simulated once', async () => {
	await startWithPast(1);
	await expect.poll(state, PATIENT).toBe('live');
	await fleetcast.stop();
	const before = keptTicks();
	await fleetcast.start();
	await expect.poll(state, PATIENT).toBe('live');
	expect(await fleetcast.stop()).toBe(0);
	const after = keptTicks();
	expect(after.simulatedUntil).toBe(before.simulatedUntil);
	expect(after.times.slice(0, before.times.length)).toEqual(before.times);
	expect(after.times.every((at, index) => index === 0 || at > (after.times[index - 1] ?? 0))).toBe(
		true
	);
});

test('stopped while the past is being made, it leaves none: the next start makes it whole', async () => {
	await startWithPast(10);
	await expect.poll(() => existsSync(join(dir, 'simulated-past', 'history.sqlite'))).toBe(true);
	expect(await fleetcast.stop()).toBe(0);
	expect(readdirSync(dir).filter((name) => name !== 'history.lock')).toEqual([]);
	await startWithPast(1);
	await expect.poll(async () => (await ask('summary?range=8h')).ok, PATIENT).toBe(true);
});
