/** A document as data, so that components render it and nothing in it is interpreted as markup. */
export type Inline =
	| { readonly kind: 'text' | 'code'; readonly text: string }
	| { readonly kind: 'strong' | 'emphasis'; readonly children: readonly Inline[] }
	| { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
	| { readonly kind: 'break' };

interface Heading {
	readonly kind: 'heading';
	/** 1 for the document's title. */
	readonly depth: number;
	/** Unique in its document: the fragment of links to it. */
	readonly id: string;
	readonly children: readonly Inline[];
}

interface Table {
	readonly kind: 'table';
	readonly head: readonly (readonly Inline[])[];
	readonly rows: readonly (readonly (readonly Inline[])[])[];
	/** Columns aligned to the end. */
	readonly numeric: readonly boolean[];
}

export type Block =
	| Heading
	| Table
	| { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
	| { readonly kind: 'code'; readonly text: string }
	| { readonly kind: 'quote'; readonly children: readonly Block[] }
	| {
			readonly kind: 'list';
			readonly ordered: boolean;
			readonly items: readonly (readonly Block[])[];
	  }
	| { readonly kind: 'rule' };

/** An entry of a table of contents. */
export interface ContentsEntry {
	readonly id: string;
	readonly depth: number;
	readonly title: string;
}

/** The sections of a document, without its title. */
export function contentsOf(blocks: readonly Block[]): readonly ContentsEntry[] {
	return blocks.flatMap((block) =>
		block.kind === 'heading' && block.depth > 1
			? [{ id: block.id, depth: block.depth, title: plainText(block.children) }]
			: []
	);
}

/** The first title of a document. */
export function titleOf(blocks: readonly Block[]): string | undefined {
	const title = blocks.find((block) => block.kind === 'heading' && block.depth === 1);
	return title?.kind === 'heading' ? plainText(title.children) : undefined;
}

/** Returns the text of inline content without its marks. */
export function plainText(children: readonly Inline[]): string {
	return children
		.map((child) => {
			switch (child.kind) {
				case 'text':
				case 'code':
					return child.text;
				case 'break':
					return ' ';
				case 'strong':
				case 'emphasis':
				case 'link':
					return plainText(child.children);
			}
		})
		.join('');
}

/**
 * Returns a heading's anchor by the rules of code hosts, so that links work there and here: lower case, spaces to hyphens,
 * punctuation dropped. `taken` holds the anchors in use, and the new one after the call.
 */
export function anchorOf(title: string, taken: Set<string>): string {
	const base = title
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.replace(/\s/g, '-');
	let id = base;
	for (let again = 1; taken.has(id); again++) id = `${base}-${again}`;
	taken.add(id);
	return id;
}
