import { expect, test } from 'vitest';
import { groupLinks } from '#view-models/frame/view-groups.ts';
import { searchViews } from '#view-models/frame/view-search.ts';
import { viewOf, VIEWS } from '#view-models/frame/views.ts';

const NONE = new URLSearchParams();

test('every view is in one group, and each group leads to its first', () => {
	const groups = groupLinks(undefined, NONE);
	expect(groups.map(({ title, views }) => [title, ...views.map((view) => view.title)])).toEqual([
		['Next', 'Next 8 hours'],
		['Fleet', 'Overview', 'Heatmap', 'Top risks'],
		['Server and why', 'Server', 'Insights'],
		['History', 'History'],
		['Trust', 'Accuracy', 'Drift', 'Cascade'],
		['Act', 'Alerting', 'Remediation', 'Cost avoidance'],
		['More', 'Documentation', 'Roadmap', 'Advanced']
	]);
	expect(groups.flatMap(({ views }) => views.map(({ id }) => id)).sort()).toEqual(
		VIEWS.map(({ id }) => id).sort()
	);
});

test('from a server its explanation is one press away, and back', () => {
	const query = new URLSearchParams('name=db%2F1&metric=cpu');
	const paths = (route: string) =>
		groupLinks(viewOf(route), query)
			.find(({ id }) => id === 'server')
			?.views.map(({ path }) => path);
	expect(paths('/server')).toEqual(['/server?name=db%2F1', '/insights?name=db%2F1']);
	expect(paths('/insights')).toEqual(paths('/server'));
	expect(paths('/heatmap')).toEqual(['/server', '/insights']);
});

test.each([
	['heat', ['Heatmap']],
	['8 h', ['Next 8 hours']],
	['  ROAD ', ['Roadmap']],
	['trust', ['Accuracy', 'Drift', 'Cascade']],
	['server', ['Server', 'Insights']],
	['map', []],
	['', []]
])('“%s” finds the views %j: by the beginning of a word, titles before groups', (typed, titles) => {
	expect(searchViews(typed, 8).map(({ title }) => title)).toEqual(titles);
});

test('no more views are found than asked for', () => {
	expect(searchViews('a', 2)).toHaveLength(2);
});
