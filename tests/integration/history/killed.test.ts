import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seeded } from '../../support/fleets.ts';
import { keepAndKill, replayRun } from '../../support/kill-rounds.ts';

const ROUNDS = 5;
let dir: string;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'fleetcast-killed-'));
});

afterEach(() => rm(dir, { recursive: true }));

test('a history whose process is killed at any moment opens, holds every acknowledged tick, and replays what was live', async () => {
	const random = seeded(1);
	for (let round = 1; round <= ROUNDS; round++) {
		const epoch = `run${round}`;
		const { acknowledged, complaints } = await keepAndKill(dir, epoch, (1 + random() * 150) | 0);
		const replayed = replayRun(dir, epoch);
		expect({ ...replayed, complaints }).toMatchObject({
			setAside: false,
			wrong: [],
			complaints: ''
		});
		expect(replayed.kept).toBeGreaterThanOrEqual(acknowledged);
	}
});
