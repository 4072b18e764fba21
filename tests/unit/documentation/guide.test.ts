import { globSync, readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { contentsOf, type Block, type Inline } from '#view-models/document/blocks.ts';
import { GUIDE_TABLES, withGuideTables } from '#view-models/document/guide-tables.ts';
import { linkTarget } from '#view-models/document/links.ts';
import { PLAN_FROM } from '#view-models/remediation/plan.ts';
import { VIEWS } from '#view-models/frame/views.ts';
import {
	createLibrary,
	type LibraryPage
} from '../../../src/routes/(views)/documentation/library.ts';

const read = (paths: readonly string[]) =>
	Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')]));
const chapters = read(globSync('docs/guide/*.md'));
const library = createLibrary(chapters, read(globSync('docs/*.md')));
const guide = library.page(null);

test('every view has a section in the guide, in the order of the groups', () => {
	const sections = guide?.contents.filter(({ depth }) => depth === 3).map(({ title }) => title);
	const titles: readonly string[] = VIEWS.map(({ title }) => title);
	const first = sections?.indexOf(VIEWS[0].title) ?? -1;
	expect(
		sections
			?.slice(first)
			.filter((title) => titles.includes(title))
			.slice(0, titles.length)
	).toEqual(titles);
});

test.each(Object.keys(chapters))('the tables of %s are those in force', async (path) => {
	const markdown = chapters[path] ?? '';
	const options = { ...(await resolveConfig(path)), filepath: path };
	// Out of date? `node scripts/guide.mjs` writes them anew.
	expect(await format(withGuideTables(markdown), options)).toBe(markdown);
});

test('every table there is stands in the guide', () => {
	const all = Object.values(chapters).join('\n');
	const missing = Object.keys(GUIDE_TABLES).filter(
		(name) => !all.includes(`<!-- table: ${name} -->`)
	);
	expect(missing).toEqual([]);
	expect(all).toContain(`at a risk of ${PLAN_FROM} or over`);
});

test('a marker that names no table, or is not closed, is an error', () => {
	expect(() => withGuideTables('<!-- table: weather -->\n<!-- /table -->')).toThrow(RangeError);
	expect(() => withGuideTables('<!-- table: levels -->')).toThrow(RangeError);
});

/** Every link of a page, however deep. */
function linksOf(blocks: readonly Block[]): readonly string[] {
	const ofInlines = (inlines: readonly Inline[]): readonly string[] =>
		inlines.flatMap((inline) => {
			if (inline.kind === 'link') return [inline.href, ...ofInlines(inline.children)];
			return 'children' in inline ? ofInlines(inline.children) : [];
		});
	return blocks.flatMap((block) => {
		switch (block.kind) {
			case 'heading':
			case 'paragraph':
				return ofInlines(block.children);
			case 'quote':
				return linksOf(block.children);
			case 'list':
				return block.items.flatMap(linksOf);
			case 'table':
				return [...block.head, ...block.rows.flat()].flatMap(ofInlines);
			case 'code':
			case 'rule':
				return [];
		}
	});
}

test('no link within the documentation leads to a page or a heading that is not there', () => {
	const ids = library.pages.map(({ id }) => id);
	const has = (page: LibraryPage | undefined, hash: string) =>
		hash === '' || page?.contents.some(({ id }) => `#${id}` === hash);
	const broken = library.pages.flatMap((page) =>
		linksOf(page.blocks).filter((href) => {
			const target = linkTarget(href, ids);
			if (target?.kind === 'here') return !has(page, `#${target.id}`);
			return target?.kind === 'page' && !has(library.page(target.id), target.hash);
		})
	);
	expect(broken).toEqual([]);
	expect(library.pages.length).toBeGreaterThan(5);
});

test('the guide’s own links lead somewhere, all of them', () => {
	const ids = library.pages.map(({ id }) => id);
	const links = linksOf(guide?.blocks ?? []);
	expect(links.length).toBeGreaterThan(0);
	expect(links.filter((href) => !linkTarget(href, ids))).toEqual([]);
});

test('the contents of a page name each of its headings once', () => {
	for (const { blocks, contents } of library.pages) {
		expect(contents).toEqual(contentsOf(blocks));
		expect(new Set(contents.map(({ id }) => id)).size).toBe(contents.length);
	}
});
