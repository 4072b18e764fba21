import { expect, test } from 'vitest';
import { hasPast, serverPath, topicsAt, viewOf, VIEWS } from '#view-models/frame/views.ts';

test('a view joins what it shows, and no more', () => {
	const joined = VIEWS.map(({ id, path }) => [
		id,
		topicsAt(`/(views)${path === '/' ? '' : path}`, new URLSearchParams('name=db1'))
	]);
	expect(Object.fromEntries(joined)).toEqual({
		'next-hours': ['summary', 'outlook', 'outlook-fleet', 'risk', 'metrics'],
		overview: ['summary', 'outlook-fleet', 'alerts', 'cascade', 'cascade-events'],
		heatmap: ['summary', 'risk', 'metrics', 'outlook'],
		'top-risks': ['summary', 'risk', 'metrics'],
		server: ['summary', 'server/db1'],
		insights: ['summary', 'risk', 'server/db1', 'explain/db1'],
		history: ['summary', 'history'],
		accuracy: ['summary', 'history'],
		cascade: ['summary', 'cascade', 'cascade-events'],
		drift: ['summary', 'drift', 'models', 'history'],
		alerting: ['summary', 'risk', 'alerts'],
		remediation: ['summary', 'risk'],
		cost: ['summary', 'risk'],
		advanced: ['summary', 'diagnostics', 'models'],
		documentation: ['summary'],
		roadmap: ['summary']
	});
	for (const route of ['/(views)/server', '/(views)/insights'])
		expect(topicsAt(route, new URLSearchParams()).join()).not.toContain('/');
});

test('a replay shows every view of which anything is kept', () => {
	const shown = VIEWS.filter(({ path }) =>
		hasPast(`/(views)${path === '/' ? '' : path}`, new URLSearchParams('name=db1'))
	).map(({ id }) => id);
	expect(shown).toEqual([
		'next-hours',
		'overview',
		'heatmap',
		'top-risks',
		'server',
		'insights',
		'history',
		'accuracy',
		'cascade',
		'alerting',
		'remediation',
		'cost',
		'documentation',
		'roadmap'
	]);
});

test('every view’s topics hold what the frame shows, each once', () => {
	for (const { path } of VIEWS) {
		const topics = topicsAt(
			`/(views)${path === '/' ? '' : path}`,
			new URLSearchParams('name=db 1')
		);
		expect(topics).toContain('summary');
		expect(new Set(topics).size).toBe(topics.length);
	}
	expect(topicsAt('/(views)/server', new URLSearchParams('name=db/1'))).toContain('server/db/1');
	expect(topicsAt(null, new URLSearchParams())).toContain('summary');
});

test('a route with folders in brackets finds its view, an unknown one none', () => {
	expect(viewOf('/(views)')?.id).toBe('next-hours');
	expect(viewOf('/(views)/server')?.id).toBe('server');
	expect(viewOf('/elsewhere')).toBeUndefined();
});

test('any name makes an address that gives the name back', () => {
	for (const name of ['', 'a&b=c', 'ü/?#', '__proto__', '<b>', '%2F']) {
		expect(new URL(serverPath(name), 'http://host').searchParams.get('name')).toBe(name);
	}
});
