import {
	contentsOf,
	titleOf,
	type Block,
	type ContentsEntry
} from '#view-models/document/blocks.ts';
import { GUIDE } from '#view-models/document/links.ts';
import { readMarkdown } from './markdown.ts';

/** A page of the documentation. `id` is part of the address. */
export interface LibraryPage {
	readonly id: string;
	readonly title: string;
	readonly blocks: readonly Block[];
	readonly contents: readonly ContentsEntry[];
}

export interface Library {
	readonly pages: readonly LibraryPage[];
	page(id: string | null): LibraryPage | undefined;
}

/**
 * All pages, the guide first. `guide` and `more` are files by their path; the guide's chapters are one page, in the
 * order of their file names, with the first one's title.
 */
export function createLibrary(
	guide: Readonly<Record<string, string>>,
	more: Readonly<Record<string, string>>
): Library {
	const chapters = Object.keys(guide)
		.sort()
		.map((path) => guide[path]);
	const pages = [
		libraryPage(GUIDE, chapters.join('\n\n')),
		...Object.entries(more)
			.map(([path, text]) => libraryPage(pageId(path), text))
			.sort((a, b) => (a.title < b.title ? -1 : 1))
	];
	return {
		pages,
		page: (id) => pages.find((page) => page.id === (id ?? GUIDE))
	};
}

function libraryPage(id: string, text: string): LibraryPage {
	const blocks = readMarkdown(text);
	return { id, title: titleOf(blocks) ?? id, blocks, contents: contentsOf(blocks) };
}

/** `operations` for `/docs/operations.md`. */
function pageId(path: string): string {
	return /([^/]+)\.md$/.exec(path)?.[1] ?? path;
}
