import { GROUP_TITLES } from './view-groups.ts';
import { VIEWS, type ViewPath } from './views.ts';

/** A view that a search has found, and the group that it is in. */
export interface FoundView {
	readonly id: string;
	readonly title: string;
	readonly path: ViewPath;
	readonly group: string;
}

/**
 * Finds views by the beginning of a word of their title, or of their group's: those by title first. An empty text returns
 * none, because then the highest risks are looked for.
 */
export function searchViews(typed: string, limit: number): readonly FoundView[] {
	const wanted = typed.trim().toLowerCase();
	if (wanted === '') return [];
	const begins = (title: string) => ` ${title.toLowerCase()}`.includes(` ${wanted}`);
	const byTitle = VIEWS.filter(({ title }) => begins(title));
	const byGroup = VIEWS.filter(
		(view) => !byTitle.includes(view) && begins(GROUP_TITLES[view.group])
	);
	return [...byTitle, ...byGroup].slice(0, limit).map(({ id, title, path, group }) => ({
		id,
		title,
		path,
		group: GROUP_TITLES[group]
	}));
}
