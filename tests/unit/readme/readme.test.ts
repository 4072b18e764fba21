import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROBLEMS } from '#core/protocol/problem.ts';
import { withSettings } from '../../../scripts/readme-settings.js';
import { createMetrics } from '../../../server/metrics.ts';
import { SETTINGS } from '../../../server/settings/table.ts';

const readme = readFileSync('README.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
	scripts: Record<string, string>;
};

test('README states the settings as they are: `npm run readme` writes them', async () => {
	expect(await withSettings(readme)).toBe(readme);
});

test('a table that lost a setting is written whole again', async () => {
	const lost = readme.replace(/^\| `TICK_SECONDS`.*\n/m, '');
	expect(lost).not.toBe(readme);
	expect(await withSettings(lost)).toBe(readme);
});

test('README without its markers is refused, not overwritten', async () => {
	await expect(withSettings('# Fleetcast\n')).rejects.toThrow('markers');
});

const documents = [
	'README.md',
	'CONTRIBUTING.md',
	'docs/architecture.md',
	'docs/operations.md',
	'docs/protocol.md',
	'docs/feed-your-own-metrics.md'
];

test.each(documents)('%s names only commands, settings and files that exist', (file) => {
	const text = readFileSync(file, 'utf8');
	const commands = [...text.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map(
		([, name = '']) => name
	);
	expect(commands.filter((name) => !(name in scripts))).toEqual([]);
	const folder = new URL(`../../../${file}`, import.meta.url);
	const links = [...text.matchAll(/(?<!!\[[^\]]*)\]\((?!https?:|#)([^)#]+)/g)].map(
		([, path = '']) => path
	);
	expect(links.filter((path) => !exists(new URL(path, folder)))).toEqual([]);
	const variables = [...text.matchAll(/`([A-Z]+_[A-Z_]+)(?:=[^`]*)?`/g)].map(
		([, name = '']) => name
	);
	expect(variables.filter((name) => !(name in SETTINGS) && !FOREIGN.has(name))).toEqual([]);
});

test('docs/operations.md names every metric of our own', async () => {
	const text = await createMetrics().text();
	const names = [...text.matchAll(/^# TYPE (fleetcast_\w+)/gm)].map(([, name = '']) => name);
	const page = readFileSync('docs/operations.md', 'utf8');
	expect(names).toContain('fleetcast_ticks_total');
	expect(names.filter((name) => !page.includes(`| \`${name}\` `))).toEqual([]);
});

test('docs/protocol.md names every problem under its cure', () => {
	const page = readFileSync('docs/protocol.md', 'utf8');
	const missing = Object.entries(PROBLEMS).filter(
		([kind, { cure }]) => !new RegExp(`^\\| ${cure} .*\`${kind}\``, 'm').test(page)
	);
	expect(missing).toEqual([]);
});

/** Not settings of Fleetcast: what names a browser to the tests. */
const FOREIGN = new Set(['CHROMIUM_PATH', 'NODE_EXTRA_CA_CERTS']);

function exists(path: URL): boolean {
	try {
		return readFileSync(path).length > 0;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EISDIR';
	}
}
