import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seeded } from '../../support/fleets.ts';
import { openReader } from '../../../server/history/database.ts';
import { keepAndKill, replayRun, scoresIn, scoresOfWholeRun } from '../../support/kill-rounds.ts';

const ROUNDS = 4;
let dir: string;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'fleetcast-killed-'));
});

afterEach(() => rm(dir, { recursive: true }));

test('a history whose process is killed at any moment opens, holds every acknowledged tick, and replays what was live', async () => {
	const random = seeded(1);
	let newest = 0;
	for (let round = 1; round <= ROUNDS; round++) {
		const epoch = `run${round}`;
		const { acknowledged, complaints } = await keepAndKill(dir, epoch, (1 + random() * 60) | 0);
		const replayed = replayRun(dir, epoch);
		expect({ ...replayed, complaints }).toMatchObject({
			setAside: false,
			wrong: [],
			complaints: ''
		});
		expect(replayed.newest).toBeGreaterThanOrEqual(acknowledged);
		({ newest } = replayed);
	}
	const file = openReader(dir);
	const { ticks } = file.prepare('SELECT count(*) AS ticks FROM ticks').get() as { ticks: number };
	file.close();
	// Old ticks were deleted on the way, and no forecast was scored twice, or not at all.
	expect(ticks).toBeLessThan(newest);
	const scores = scoresIn(dir);
	expect(scores.length).toBeGreaterThan(0);
	expect(scores).toEqual(scoresOfWholeRun(newest));
});
