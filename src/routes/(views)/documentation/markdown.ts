import { marked, type MarkedToken, type Token, type Tokens } from 'marked';
import { anchorOf, plainText, type Block, type Inline } from '#view-models/document/blocks.ts';

/** Parses Markdown to data. Markup within it is dropped, and a picture becomes its text. */
export function readMarkdown(text: string): readonly Block[] {
	const taken = new Set<string>();
	return marked.lexer(text).flatMap((token) => readBlock(token as MarkedToken, taken));
}

function readBlock(token: MarkedToken, taken: Set<string>): readonly Block[] {
	switch (token.type) {
		case 'heading': {
			const children = readInlines(token.tokens);
			const id = anchorOf(plainText(children), taken);
			return [{ kind: 'heading', depth: token.depth, id, children }];
		}
		case 'paragraph':
			return [{ kind: 'paragraph', children: readInlines(token.tokens) }];
		// The content of a list item without a paragraph of its own.
		case 'text':
			return [{ kind: 'paragraph', children: readInline(token) }];
		case 'code':
			return [{ kind: 'code', text: token.text }];
		case 'blockquote':
			return [{ kind: 'quote', children: readBlocks(token.tokens, taken) }];
		case 'list':
			return [
				{
					kind: 'list',
					ordered: token.ordered,
					items: token.items.map((item) => readBlocks(item.tokens, taken))
				}
			];
		case 'table':
			return [readTable(token)];
		case 'hr':
			return [{ kind: 'rule' }];
		// Space between blocks, markup, and what only occurs within blocks.
		case 'space':
		case 'html':
		case 'def':
		case 'list_item':
		case 'checkbox':
		case 'strong':
		case 'em':
		case 'codespan':
		case 'del':
		case 'br':
		case 'link':
		case 'image':
		case 'escape':
			return [];
	}
}

function readBlocks(tokens: readonly Token[], taken: Set<string>): readonly Block[] {
	return tokens.flatMap((token) => readBlock(token as MarkedToken, taken));
}

function readTable({ header, rows, align }: Tokens.Table): Block {
	return {
		kind: 'table',
		head: header.map(({ tokens }) => readInlines(tokens)),
		rows: rows.map((row) => row.map(({ tokens }) => readInlines(tokens))),
		numeric: align.map((side) => side === 'right')
	};
}

function readInlines(tokens: readonly Token[]): readonly Inline[] {
	return tokens.flatMap((token) => readInline(token as MarkedToken));
}

function readInline(token: MarkedToken): readonly Inline[] {
	switch (token.type) {
		case 'text':
			return 'tokens' in token && token.tokens
				? readInlines(token.tokens)
				: [{ kind: 'text', text: decoded(token.text) }];
		case 'escape':
			return [{ kind: 'text', text: token.text }];
		case 'codespan':
			return [{ kind: 'code', text: token.text }];
		case 'strong':
			return [{ kind: 'strong', children: readInlines(token.tokens) }];
		case 'em':
			return [{ kind: 'emphasis', children: readInlines(token.tokens) }];
		case 'link':
			return [{ kind: 'link', href: token.href, children: readInlines(token.tokens) }];
		case 'image':
			return [{ kind: 'text', text: token.text }];
		case 'del':
			return readInlines(token.tokens);
		case 'br':
			return [{ kind: 'break' }];
		// Markup, a task's box, and what no line can contain.
		case 'html':
		case 'checkbox':
		case 'space':
		case 'def':
		case 'heading':
		case 'paragraph':
		case 'code':
		case 'blockquote':
		case 'list':
		case 'list_item':
		case 'table':
		case 'hr':
			return [];
	}
}

const ENTITIES: Readonly<Record<string, string>> = {
	'&amp;': '&',
	'&lt;': '<',
	'&gt;': '>',
	'&quot;': '"',
	'&nbsp;': '\u00a0'
};

/** The entities used in these documents; rendered text needs no others. */
function decoded(text: string): string {
	return text.replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);
}
