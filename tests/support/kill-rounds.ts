import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { FILE_NAME, openDatabase, openReader } from '../../server/history/database.ts';
import { RECORDERS } from '../../server/history/recorders.ts';
import { forecastsRecorder } from '../../server/history/forecasts/forecasts-recorder.ts';
import { migrate } from '../../server/history/migrations.ts';
import { patched } from '../../server/history/kept-patches.ts';
import { hashOf } from './states-hash.ts';
import { momentAt, stepsAfter } from '../../server/history/ticks/read-ticks.ts';
import {
	BEGAN,
	keptTick,
	sampledTick,
	SERVERS_UNDER_LOAD,
	STEP_MS,
	UNDER_LOAD_MS
} from './kept-ticks.ts';

const PROGRAM = fileURLToPath(new URL('keeping-process.ts', import.meta.url));

/**
 * Lets a process record ticks in the folder, continuing from what is there, and kills it once this many are
 * acknowledged, wherever it is in its work by then. Returns the number of the newest acknowledged tick, and the
 * complaints.
 */
export async function keepAndKill(
	dir: string,
	epoch: string,
	afterTicks: number
): Promise<{ acknowledged: number; complaints: string }> {
	const first = newestTick(dir) + 1;
	const child = spawn(process.execPath, [PROGRAM, dir, epoch, String(first)], {
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let acknowledged = first - 1;
	let complaints = '';
	child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
	createInterface({ input: child.stdout }).on('line', (line) => {
		acknowledged = Number(line);
		if (acknowledged === first - 1 + afterTicks) child.kill('SIGKILL');
	});
	await once(child, 'close');
	return { acknowledged, complaints };
}

function newestTick(dir: string): number {
	if (!existsSync(join(dir, FILE_NAME))) return 0;
	const database = openReader(dir);
	const newest = database.prepare('SELECT max(tick) AS tick FROM ticks').get();
	database.close();
	return Number(newest?.['tick'] ?? 0);
}

/**
 * Opens the file like the next start, and replays the whole run that is not too old. Returns the newest tick, and those
 * that differ from what was live or are missing between others.
 */
export function replayRun(
	dir: string,
	epoch: string
): { setAside: boolean; newest: number; wrong: readonly number[] } {
	let setAside = false;
	const onSetAside = () => (setAside = true);
	openDatabase(dir, RECORDERS, { check: 'whole', now: BEGAN, onSetAside }).close();
	const database = openReader(dir);
	try {
		const heads = database
			.prepare('SELECT id, at, tick FROM ticks WHERE epoch = ? ORDER BY id')
			.all(epoch) as unknown as { id: number; at: number; tick: number }[];
		const [first] = heads;
		if (!first) return { setAside, newest: 0, wrong: [] };
		let states = momentAt(database, { at: first.at })?.states;
		const wrong: number[] = [];
		let position = first.id;
		heads.forEach(({ id, tick }, index) => {
			if (index > 0) {
				const [step] = stepsAfter(database, { id: position, count: 1 });
				if (step && states) states = patched(states, step.patches);
				position = id;
			}
			const live = hashOf(keptTick(tick, { servers: SERVERS_UNDER_LOAD, epoch }).states);
			const replayed = states && hashOf(states);
			const same = replayed && live.equals(replayed);
			if (!same || tick !== first.tick + index) wrong.push(tick);
		});
		return { setAside, newest: heads.at(-1)?.tick ?? 0, wrong };
	} finally {
		database.close();
	}
}

/** The scores of a file, in order. */
export function scoresIn(dir: string): readonly unknown[] {
	const database = openReader(dir);
	const scores = scoresOf(database);
	database.close();
	return scores;
}

/** Returns the scores of this many ticks, recorded by one process that is not killed. */
export function scoresOfWholeRun(ticks: number): readonly unknown[] {
	const database = new DatabaseSync(':memory:');
	migrate(database, [forecastsRecorder]);
	const recorder = forecastsRecorder.open(database, UNDER_LOAD_MS);
	database.exec('BEGIN');
	for (let tick = 1; tick <= ticks; tick++)
		recorder.record(sampledTick(tick, { servers: SERVERS_UNDER_LOAD }));
	database.exec('COMMIT');
	const scores = scoresOf(database);
	database.close();
	return scores;
}

/** Of the steps whose moment comes before the forecast is too old to be kept. */
function scoresOf(database: DatabaseSync): readonly unknown[] {
	return database
		.prepare('SELECT * FROM score_hours WHERE step * ? < ? ORDER BY hour, step, metric, profile')
		.all(STEP_MS, UNDER_LOAD_MS.ticksMs);
}
