import { statSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Recorder } from '../../../server/history/recorder.ts';
import { keptTick } from '../../support/kept-ticks.ts';
import { range, StoreHarness } from '../../support/store-harness.ts';

/** As docs/operations.md says. */
const USUAL_WAL_BYTES = 16_000_000;

/** Keeps a megabyte of each tick. */
const heavy: Recorder = {
	name: 'heavy',
	migrations: ['CREATE TABLE heavy (body BLOB NOT NULL)'],
	open(database) {
		const insert = database.prepare('INSERT INTO heavy VALUES (zeroblob(1000000))');
		return { record: () => void insert.run(), retain: () => undefined };
	}
};

let harness: StoreHarness;
beforeEach(() => void (harness = new StoreHarness()));
afterEach(() => harness.close());

test('while a program holds a read transaction the WAL grows with what is written, and is small again when it ends', () => {
	const store = harness.store([heavy]);
	const walBytes = () => statSync(`${harness.path}-wal`).size;
	const keep = (from: number) => {
		for (const number of range(20)) store.keep([keptTick(from + number)]);
	};
	store.keep([keptTick(0)]);
	const reader = harness.file();
	reader.exec('BEGIN');
	reader.prepare('SELECT count(*) FROM heavy').get();
	keep(0);
	expect(walBytes()).toBeGreaterThan(USUAL_WAL_BYTES);
	reader.exec('COMMIT');
	keep(20);
	expect(walBytes()).toBeLessThanOrEqual(USUAL_WAL_BYTES);
});
