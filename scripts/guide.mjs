/** `node scripts/guide.mjs`: writes the guide's tables of thresholds anew. A test fails while one is out of date. */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { withGuideTables } from '#view-models/document/guide-tables.ts';

for (const path of globSync('docs/guide/*.md')) {
	const options = { ...(await resolveConfig(path)), filepath: path };
	writeFileSync(path, await format(withGuideTables(readFileSync(path, 'utf8')), options));
}
