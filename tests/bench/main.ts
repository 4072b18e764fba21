import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { accuracy } from './accuracy.ts';
import { bytes } from './bytes.ts';
import { calls } from './calls/section.ts';
import { endurance } from './fanout/endurance.ts';
import { fanout } from './fanout/section.ts';
import { history } from './history/section.ts';
import { headless } from './headless.ts';
import { hostile } from './hostile.ts';
import { ingest } from './ingest.ts';
import { outlook } from './outlook/section.ts';
import { page } from './page.ts';
import type { Row, Section } from './row.ts';
import { soak } from './soak/section.ts';
import { wall } from './wall.ts';

const { values, positionals } = parseArgs({
	options: { quick: { type: 'boolean', default: false } },
	allowPositionals: true
});
const sections: readonly Section[] = [
	ingest,
	bytes,
	calls,
	fanout,
	endurance,
	soak,
	history,
	accuracy,
	outlook,
	page,
	wall,
	headless,
	hostile
];
const chosen = positionals.length
	? sections.filter(({ name }) => positionals.includes(name))
	: sections;

const rows: (Row & { section: string })[] = [];
for (const section of chosen) {
	console.log(`\n## ${section.name}`);
	for (const row of await section.run(values)) {
		rows.push({ section: section.name, ...row });
		console.log(
			`${row.met ? 'met ' : 'MISS'}  ${row.figure}: ${row.measured}; reference ${row.reference}; goal ${row.goal}`
		);
	}
}

const table = rows.map(
	(row) =>
		`| ${row.figure} | ${row.measured} | ${row.reference} | ${row.goal} | ${row.met ? 'yes' : 'no'} |`
);
console.log('\n| figure | measured | reference | goal | met |\n|---|---|---|---|---|');
console.log(table.join('\n'));
mkdirSync('test-results', { recursive: true });
writeFileSync(
	'test-results/bench.json',
	JSON.stringify({ node: process.version, quick: values.quick, rows }, null, '\t')
);
