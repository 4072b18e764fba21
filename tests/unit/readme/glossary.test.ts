import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Names that are fixed by tables on disk. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
	keeper: ['server/history/migrations.ts'],
	pace: ['server/history/episodes/episodes-recorder.ts'],
	roster: ['server/history/rollups/*.ts'],
	rosters: ['server/history/rollups/*.ts']
};

/** The embedded daemon simulates machines and has words of its own: its spread is a standard deviation. */
const OWN_WORDS = 'server/embedded/**';

const DECLARED = /\b(?:class|interface|type|function|const|let)\s+(\w+)/g;
const SOURCES = '{server,src,bin}/**/*.{ts,js,svelte}';

/** The words of the glossary's last column. */
function retiredWords(): string[] {
	const rows = readFileSync('docs/architecture.md', 'utf8').matchAll(
		/^\|(?:[^|]*\|){3}([^|]*)\|$/gm
	);
	return [...rows].flatMap(([, cell = '']) =>
		[...cell.matchAll(/`(\w+)`/g)].map(([, word = '']) => word)
	);
}

/** A word in capitals is plain English otherwise: only a declaration of exactly that name is refused. */
function retiredIn(source: string, retired: readonly string[]): string[] {
	const spaced = source.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
	const words = new Set([...spaced.matchAll(/[a-z]+/g)].map(([word]) => word));
	const declared = new Set([...source.matchAll(DECLARED)].map(([, name]) => name));
	return retired.filter((word) => words.has(word) || declared.has(word));
}

test('no name and no comment uses a word that the glossary retired', () => {
	const retired = retiredWords();
	expect(retired).toContain('board');
	const fixed = Object.entries(FIXED).flatMap(([word, globs]) =>
		globs.flatMap((glob) => globSync(glob).map((file) => `${file}: ${word}`))
	);
	const own = new Set(globSync(OWN_WORDS));
	const found = globSync(SOURCES)
		.filter((file) => !own.has(file))
		.flatMap((file) =>
			retiredIn(readFileSync(file, 'utf8'), retired).map((word) => `${file}: ${word}`)
		);
	expect(found.filter((each) => !fixed.includes(each))).toEqual([]);
});

test('a retired word is found in camel case, in a comment, and as the name of a declaration', () => {
	const source = 'const oldBoard = 1; // the keeper has asked\nclass Asked {}';
	expect(retiredIn(source, ['board', 'keeper', 'Asked', 'Spread'])).toEqual([
		'board',
		'keeper',
		'Asked'
	]);
	expect(retiredIn('// asked the dashboard', ['board', 'Asked'])).toEqual([]);
});
