import {
	insightsPath,
	SERVER_PARAMETER,
	serverPath,
	VIEWS,
	type View,
	type ViewGroup,
	type ViewPath
} from './views.ts';

/** The groups' names, in the order of the header; the last one is in the menu alone. */
export const GROUP_TITLES: Readonly<Record<ViewGroup, string>> = {
	next: 'Next',
	fleet: 'Fleet',
	server: 'Server and why',
	history: 'History',
	trust: 'Trust',
	act: 'Act',
	more: 'More'
};

/** A view as a link, below the base path. */
interface ViewLink {
	readonly id: string;
	readonly title: string;
	readonly path: ViewPath;
}

/** A group of views as links; the first is where the group itself leads. */
export interface GroupLinks {
	readonly id: ViewGroup;
	readonly title: string;
	readonly views: readonly ViewLink[];
}

/** Returns all groups with their views. Views of one server lead on to that of the open address. */
export function groupLinks(view: View | undefined, query: URLSearchParams): readonly GroupLinks[] {
	const server = view?.group === 'server' ? query.get(SERVER_PARAMETER) : null;
	const pathOf = ({ id, path }: (typeof VIEWS)[number]): ViewPath => {
		if (server === null) return path;
		if (id === 'server') return serverPath(server);
		return id === 'insights' ? insightsPath(server) : path;
	};
	return (Object.keys(GROUP_TITLES) as ViewGroup[]).map((id) => ({
		id,
		title: GROUP_TITLES[id],
		views: VIEWS.filter(({ group }) => group === id).map((each) => ({
			id: each.id,
			title: each.title,
			path: pathOf(each)
		}))
	}));
}
