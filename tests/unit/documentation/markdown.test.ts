import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	anchorOf,
	contentsOf,
	plainText,
	titleOf,
	type Inline
} from '#view-models/document/blocks.ts';
import { linkTarget } from '#view-models/document/links.ts';
import { createLibrary } from '../../../src/routes/(views)/documentation/library.ts';
import { readMarkdown } from '../../../src/routes/(views)/documentation/markdown.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });

test('headings have anchors that are unique, as code hosts call them', () => {
	const taken = new Set<string>();
	expect(anchorOf('What each number means', taken)).toBe('what-each-number-means');
	expect(anchorOf('Cost avoidance', taken)).toBe('cost-avoidance');
	expect(anchorOf('Cost avoidance', taken)).toBe('cost-avoidance-1');
	expect(anchorOf('Übersicht: p10–p90?', taken)).toBe('übersicht-p10p90');
	fc.assert(
		fc.property(fc.array(fc.string({ maxLength: 3 })), (titles) => {
			const ids = new Set<string>();
			const made = titles.map((title) => anchorOf(title, ids));
			expect(new Set(made).size).toBe(titles.length);
		})
	);
});

test('what a paragraph says and how it says it is kept', () => {
	expect(readMarkdown('A **bold** and *soft* `code < tag`, [away](b.md#c).')).toEqual([
		{
			kind: 'paragraph',
			children: [
				text('A '),
				{ kind: 'strong', children: [text('bold')] },
				text(' and '),
				{ kind: 'emphasis', children: [text('soft')] },
				text(' '),
				{ kind: 'code', text: 'code < tag' },
				text(', '),
				{ kind: 'link', href: 'b.md#c', children: [text('away')] },
				text('.')
			]
		}
	]);
});

test('tables, lists, quotes and code are kept as what they are', () => {
	const blocks = readMarkdown(
		'| a | b |\n| --- | --: |\n| `x` | 1 |\n\n- one\n- two\n\n  more\n\n> said\n\n```js\nlet a;\n```\n\n---\n'
	);
	expect(blocks.map(({ kind }) => kind)).toEqual(['table', 'list', 'quote', 'code', 'rule']);
	expect(blocks[0]).toEqual({
		kind: 'table',
		head: [[text('a')], [text('b')]],
		rows: [[[{ kind: 'code', text: 'x' }], [text('1')]]],
		numeric: [false, true]
	});
	expect(blocks[3]).toEqual({ kind: 'code', text: 'let a;' });
});

test('markup within Markdown is left out, and entities are what they stand for', () => {
	const blocks = readMarkdown(
		'<script>alert(1)</script>\n\na <b onclick="x">b</b> &lt;c&gt; &amp;'
	);
	expect(blocks).toHaveLength(1);
	expect(JSON.stringify(blocks)).not.toMatch(/script|onclick/);
	expect(blocks[0]?.kind === 'paragraph' ? plainText(blocks[0].children) : '').toBe('a b <c> &');
});

test('a document has a title, and contents of everything below it', () => {
	const blocks = readMarkdown('# All of `it`\n\n## One\n\n### Part\n\n## Two\n');
	expect(titleOf(blocks)).toBe('All of it');
	expect(contentsOf(blocks)).toEqual([
		{ id: 'one', depth: 2, title: 'One' },
		{ id: 'part', depth: 3, title: 'Part' },
		{ id: 'two', depth: 2, title: 'Two' }
	]);
});

test.each([
	['https://example.com/a.md', { kind: 'outside', place: 'example.com/a.md' }],
	['http://127.0.0.1:8050', undefined],
	['#here', { kind: 'here', id: 'here' }],
	['protocol.md', { kind: 'page', id: 'protocol', hash: '' }],
	['../protocol.md#rules', { kind: 'page', id: 'protocol', hash: '#rules' }],
	['guide/2-views.md#history', { kind: 'page', id: 'guide', hash: '#history' }],
	['3-numbers.md#cpu', { kind: 'page', id: 'guide', hash: '#cpu' }],
	['../README.md', undefined],
	['examples/subscriber.js', undefined],
	['javascript:alert(1)', undefined]
])('a link to %s leads to %o', (href, target) => {
	expect(linkTarget(href, ['guide', 'protocol'])).toEqual(target);
});

test('the chapters of the guide are one page, in their order, and the other pages follow by title', () => {
	const library = createLibrary(
		{ '/docs/guide/2-b.md': '## Second', '/docs/guide/1-a.md': '# Guide\n\n## First' },
		{ '/docs/zebra.md': '# Animals', '/docs/aster.md': '# Plants' }
	);
	expect(library.pages.map(({ id, title }) => [id, title])).toEqual([
		['guide', 'Guide'],
		['zebra', 'Animals'],
		['aster', 'Plants']
	]);
	expect(library.page(null)?.contents.map(({ title }) => title)).toEqual(['First', 'Second']);
	expect(library.page('nothing')).toBeUndefined();
});
