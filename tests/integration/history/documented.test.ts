import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RECORDERS } from '../../../server/history/recorders.ts';
import { sampledTick } from '../../support/kept-ticks.ts';
import { HOUR_MS, range, StoreHarness } from '../../support/store-harness.ts';

const LONG = { ticksMs: 10 * HOUR_MS, minutesMs: 10 * HOUR_MS, hoursMs: 10 * HOUR_MS };
const page = readFileSync('docs/operations.md', 'utf8');
/** What stands between the quotes of each command. */
const QUERIES = [...page.matchAll(/sqlite3 -readonly [^"]*"([^"]+)"/g)].map(([, sql]) => sql ?? '');
/** Looks at the last day by the clock of the machine. */
const OF_NOW = /unixepoch\(\)/;

let harness: StoreHarness;
beforeEach(() => {
	harness = new StoreHarness();
	const store = harness.store(RECORDERS, 100_000_000, LONG);
	store.keep(range(400).map((tick) => sampledTick(tick)));
});
afterEach(() => harness.close());

test('every query that docs/operations.md shows runs on what is kept, and answers something', () => {
	const file = harness.file();
	const answers = QUERIES.map((sql) => ({
		sql,
		rows: file
			.prepare(sql.replace("'history-backup.sqlite'", `'${harness.dir}/backup.sqlite'`))
			.all()
	}));
	expect(answers.length).toBeGreaterThanOrEqual(8);
	const silent = answers.filter(({ rows }) => rows.length === 0).map(({ sql }) => sql);
	expect(silent.filter((sql) => !OF_NOW.test(sql) && !sql.startsWith('VACUUM'))).toEqual([]);
});

test('every table that is kept is named in docs/operations.md, but for what Fleetcast notes for itself', () => {
	const tables = harness
		.file()
		.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
		.all()
		.map(({ name }) => String(name));
	const unnamed = tables.filter(
		(name) => !page.includes(`\`${name}\``) && !page.includes(`FROM ${name}`)
	);
	expect(unnamed).toEqual(['rollup_going', 'episodes_watch']);
});
