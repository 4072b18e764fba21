import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openDatabase, openReader } from '../../server/history/database.ts';
import { KEEPERS } from '../../server/history/keepers.ts';
import { hashOf, patched } from '../../server/history/ticks/codec.ts';
import { momentAt, stepsAfter } from '../../server/history/ticks/read-ticks.ts';
import { BEGAN, keptTick, SERVERS_UNDER_LOAD } from './kept-ticks.ts';

const PROGRAM = fileURLToPath(new URL('keeping-process.ts', import.meta.url));

/**
 * Lets a process keep ticks in the folder and kills it once so many are acknowledged, wherever it is in its work by then.
 * Answers how many it had acknowledged, and what it complained of.
 */
export async function keepAndKill(
	dir: string,
	epoch: string,
	afterTicks: number
): Promise<{ acknowledged: number; complaints: string }> {
	const child = spawn(process.execPath, [PROGRAM, dir, epoch], {
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let acknowledged = 0;
	let complaints = '';
	child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
	createInterface({ input: child.stdout }).on('line', (line) => {
		acknowledged = Number(line);
		if (acknowledged === afterTicks) child.kill('SIGKILL');
	});
	await once(child, 'close');
	return { acknowledged, complaints };
}

/**
 * Opens the file as the next start would, and replays the whole run. Answers how many ticks of it are there, and which of
 * them are not what was live.
 */
export function replayRun(
	dir: string,
	epoch: string
): { setAside: boolean; kept: number; wrong: readonly number[] } {
	let setAside = false;
	const opened = openDatabase(dir, KEEPERS, {
		check: 'whole',
		now: BEGAN,
		onSetAside: () => (setAside = true)
	});
	opened.close();
	const database = openReader(dir);
	try {
		const heads = database
			.prepare('SELECT id, at, tick, hash FROM ticks WHERE epoch = ? ORDER BY id')
			.all(epoch) as unknown as { id: number; at: number; tick: number; hash: Uint8Array }[];
		const [first] = heads;
		if (!first) return { setAside, kept: 0, wrong: [] };
		let states = momentAt(database, { at: first.at })?.states;
		const wrong: number[] = [];
		let position = first.id;
		heads.forEach(({ id, tick, hash }, index) => {
			if (index > 0) {
				const [step] = stepsAfter(database, { id: position, count: 1 });
				if (step && states) states = patched(states, step.patches);
				position = id;
			}
			const live = hashOf(keptTick(tick, { servers: SERVERS_UNDER_LOAD, epoch }).states);
			const replayed = states && hashOf(states);
			const same = replayed && live.equals(replayed) && live.equals(hash);
			if (!same || tick !== index + 1) wrong.push(tick);
		});
		return { setAside, kept: heads.length, wrong };
	} finally {
		database.close();
	}
}
