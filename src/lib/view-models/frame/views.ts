import { isReplayable } from '../history/replayable.ts';
import { explainTopic, serverTopic, type Topic } from '#core/protocol/topic.ts';

/** What views are grouped by in the header: the question that they answer. `more` is only in the menu. */
export type ViewGroup = 'next' | 'fleet' | 'server' | 'history' | 'trust' | 'act' | 'more';

/** One view: its address, its name, and what must be joined to show it. */
export interface View {
	readonly id: string;
	/** Below the base path. */
	readonly path: `/${string}`;
	readonly title: string;
	readonly group: ViewGroup;
	/** In a replay only some of its topics are available; the view says what is missing. */
	readonly partlyKept?: true;
	topics(query: URLSearchParams): readonly Topic[];
}

/** The query parameter that names the server of a view. */
export const SERVER_PARAMETER = 'name';

/** All views, group by group. */
export const VIEWS = [
	{
		id: 'next-hours',
		path: '/',
		title: 'Next 8 hours',
		group: 'next',
		topics: () => ['outlook', 'outlook-fleet', 'risk', 'metrics']
	},
	{
		id: 'overview',
		path: '/overview',
		title: 'Overview',
		group: 'fleet',
		partlyKept: true,
		topics: () => ['summary', 'outlook-fleet', 'alerts', 'cascade', 'cascade-events']
	},
	{
		id: 'heatmap',
		path: '/heatmap',
		title: 'Heatmap',
		group: 'fleet',
		topics: () => ['risk', 'metrics', 'outlook']
	},
	{
		id: 'top-risks',
		path: '/top-risks',
		title: 'Top risks',
		group: 'fleet',
		topics: () => ['risk', 'metrics']
	},
	{
		id: 'server',
		path: '/server',
		title: 'Server',
		group: 'server',
		topics: (query) => {
			const name = query.get(SERVER_PARAMETER);
			// The highest risk is opened instead.
			return name === null ? ['risk'] : [serverTopic(name)];
		}
	},
	{
		id: 'insights',
		path: '/insights',
		title: 'Insights',
		group: 'server',
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
		group: 'history',
		topics: () => ['history']
	},
	{
		id: 'accuracy',
		path: '/accuracy',
		title: 'Accuracy',
		group: 'trust',
		topics: () => ['history']
	},
	{
		id: 'drift',
		path: '/drift',
		title: 'Drift',
		group: 'trust',
		topics: () => ['drift', 'models', 'history']
	},
	{
		id: 'cascade',
		path: '/cascade',
		title: 'Cascade',
		group: 'trust',
		partlyKept: true,
		topics: () => ['cascade', 'cascade-events']
	},
	{
		id: 'alerting',
		path: '/alerting',
		title: 'Alerting',
		group: 'act',
		topics: () => ['summary', 'risk', 'alerts']
	},
	{
		id: 'remediation',
		path: '/remediation',
		title: 'Remediation',
		group: 'act',
		topics: () => ['risk']
	},
	{
		id: 'cost',
		path: '/cost',
		title: 'Cost avoidance',
		group: 'act',
		topics: () => ['risk']
	},
	{
		id: 'documentation',
		path: '/documentation',
		title: 'Documentation',
		group: 'more',
		topics: () => []
	},
	{
		id: 'roadmap',
		path: '/roadmap',
		title: 'Roadmap',
		group: 'more',
		topics: () => []
	},
	{
		id: 'advanced',
		path: '/advanced',
		title: 'Advanced',
		group: 'more',
		topics: () => ['diagnostics', 'models']
	}
] as const satisfies readonly View[];

/** The path of any view, with the server that it is about, below the base path. */
export type ViewPath = (typeof VIEWS)[number]['path'] | `/server?${string}` | `/insights?${string}`;

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
