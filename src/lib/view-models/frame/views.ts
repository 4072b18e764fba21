import { isReplayable } from '../history/replayable.ts';
import { explainTopic, serverTopic, type Topic } from '#core/protocol/topic.ts';

/** One view: its address, its name, and what must be joined to show it. */
export interface View {
	readonly id: string;
	/** Below the base path. */
	readonly path: `/${string}`;
	readonly title: string;
	/** Whether it has a tab; a view that needs a server's name has none. */
	readonly tab: boolean;
	/** In a replay only some of its topics are available; the view says what is missing. */
	readonly partlyKept?: true;
	topics(query: URLSearchParams): readonly Topic[];
}

/** The query parameter that names the server of a view. */
export const SERVER_PARAMETER = 'name';

/** All views, in the order of the tabs. */
export const VIEWS = [
	{
		id: 'next-hours',
		path: '/',
		title: 'Next 8 hours',
		tab: true,
		topics: () => ['outlook', 'outlook-fleet', 'risk', 'metrics']
	},
	{
		id: 'overview',
		path: '/overview',
		title: 'Overview',
		tab: true,
		partlyKept: true,
		topics: () => ['summary', 'alerts', 'cascade', 'cascade-events']
	},
	{
		id: 'heatmap',
		path: '/heatmap',
		title: 'Heatmap',
		tab: true,
		topics: () => ['risk', 'metrics']
	},
	{
		id: 'top-risks',
		path: '/top-risks',
		title: 'Top risks',
		tab: true,
		topics: () => ['risk', 'metrics']
	},
	{
		id: 'server',
		path: '/server',
		title: 'Server',
		tab: false,
		topics: (query) => {
			const name = query.get(SERVER_PARAMETER);
			return name === null ? [] : [serverTopic(name)];
		}
	},
	{
		id: 'insights',
		path: '/insights',
		title: 'Insights',
		tab: true,
		partlyKept: true,
		topics: (query) => {
			const name = query.get(SERVER_PARAMETER);
			return ['risk', ...(name === null ? [] : [serverTopic(name), explainTopic(name)])];
		}
	},
	{
		id: 'history',
		path: '/history',
		title: 'History',
		tab: true,
		topics: () => ['history']
	},
	{
		id: 'accuracy',
		path: '/accuracy',
		title: 'Accuracy',
		tab: true,
		topics: () => ['history']
	},
	{
		id: 'cascade',
		path: '/cascade',
		title: 'Cascade',
		tab: true,
		partlyKept: true,
		topics: () => ['cascade', 'cascade-events']
	},
	{
		id: 'drift',
		path: '/drift',
		title: 'Drift',
		tab: true,
		topics: () => ['drift', 'models', 'history']
	},
	{
		id: 'alerting',
		path: '/alerting',
		title: 'Alerting',
		tab: true,
		topics: () => ['summary', 'risk', 'alerts']
	},
	{
		id: 'remediation',
		path: '/remediation',
		title: 'Remediation',
		tab: true,
		topics: () => ['risk']
	},
	{
		id: 'cost',
		path: '/cost',
		title: 'Cost avoidance',
		tab: true,
		topics: () => ['risk']
	},
	{
		id: 'advanced',
		path: '/advanced',
		title: 'Advanced',
		tab: true,
		topics: () => ['diagnostics', 'models']
	},
	{
		id: 'documentation',
		path: '/documentation',
		title: 'Documentation',
		tab: true,
		topics: () => []
	},
	{
		id: 'roadmap',
		path: '/roadmap',
		title: 'Roadmap',
		tab: true,
		topics: () => []
	}
] as const satisfies readonly View[];

/** The topics of the frame around every view: counts and the fleet's health. */
const FRAME_TOPICS: readonly Topic[] = ['summary'];

/** Returns the view of a route; a route's folders in brackets are not part of its path. */
export function viewOf(route: string | null): View | undefined {
	const path = route?.replace(/\/\([^)]*\)/g, '') || '/';
	return VIEWS.find((view) => view.path === path);
}

/** Returns the topics of an address: those of the frame and of its view. */
export function topicsAt(route: string | null, query: URLSearchParams): readonly Topic[] {
	return [...new Set([...FRAME_TOPICS, ...(viewOf(route)?.topics(query) ?? [])])];
}

/** Whether a view can show the past: all of its topics are kept, or it says itself what is missing. */
export function hasPast(route: string | null, query: URLSearchParams): boolean {
	return viewOf(route)?.partlyKept === true || topicsAt(route, query).every(isReplayable);
}

/** The address of a server's view below the base path. */
export function serverPath(name: string): `/server?${string}` {
	return `/server?${SERVER_PARAMETER}=${encodeURIComponent(name.toWellFormed())}`;
}

/** The address of what explains a server, below the base path. */
export function insightsPath(name: string): `/insights?${string}` {
	return `/insights?${SERVER_PARAMETER}=${encodeURIComponent(name.toWellFormed())}`;
}
