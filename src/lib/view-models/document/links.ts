/** The first page of the documentation: all chapters of docs/guide. */
export const GUIDE = 'guide';

const SECURE = 'https://';

/** The target of a link: another page or a heading, an external address, or, for files that are no page, nothing. */
export type LinkTarget =
	| { readonly kind: 'page'; readonly id: string; readonly hash: string }
	| { readonly kind: 'here'; readonly id: string }
	/** By https; `place` is what follows the two slashes. */
	| { readonly kind: 'outside'; readonly place: string };

/**
 * Returns where a link of a document leads: outside, within the page, or to another page; undefined for a file that is
 * not a page.
 */
export function linkTarget(href: string, ids: readonly string[]): LinkTarget | undefined {
	if (href.startsWith(SECURE)) return { kind: 'outside', place: href.slice(SECURE.length) };
	if (href.startsWith('#')) return { kind: 'here', id: href.slice(1) };
	const [, folder, name = '', hash = ''] = /^(.*?)([^/#]+)\.md(#.*)?$/.exec(href) ?? [];
	if (folder === undefined) return undefined;
	// Chapters are numbered, wherever they are linked from.
	const id = folder.endsWith(`${GUIDE}/`) || /^\d+-/.test(name) ? GUIDE : name;
	return ids.includes(id) ? { kind: 'page', id, hash } : undefined;
}
