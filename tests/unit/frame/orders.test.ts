import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestFirst } from '#view-models/alerts/alert-order.ts';
import {
	attentionColumns,
	attentionRows,
	USUAL_ATTENTION_SORT
} from '#view-models/overview/attention-table.ts';
import {
	copyText,
	readTableSort,
	sortRows,
	writeTableSort,
	type TableSort
} from '#view-models/table.ts';
import { inMetricOrder, metricName } from '#view-models/metrics/metric-names.ts';
import { byRisk } from '#view-models/levels/ranking.ts';
import { searchServers, shownName } from '#view-models/frame/server-search.ts';
import type { Alert, Attention } from '#core/topics/states.ts';
import { changeOf, trendOf } from '#view-models/metrics/trend.ts';

const alert = (
	server: string,
	minutes: number,
	severity: Alert['severity'] = 'warning'
): Alert => ({
	server,
	metric: 'mem_used_pct',
	severity,
	value: 93,
	threshold: 90,
	minutes
});
const entry = (score: number, more: Partial<Attention> = {}): Attention => ({
	score,
	level: 'warning',
	profile: 'Database',
	...more
});

test('the nearest alert comes first, and at the same minute the critical one', () => {
	const rows = nearestFirst({
		late: alert('a', 30, 'critical'),
		soon: alert('z', 5),
		sooner: alert('b', 5, 'critical'),
		tied: alert('c', 5)
	});
	expect(rows.map(({ key }) => key)).toEqual(['sooner', 'tied', 'soon', 'late']);
});

test('the highest risk comes first, equals by name, and no more than asked for', () => {
	const rows = byRisk({ b: entry(70), a: entry(70), c: entry(90), d: entry(10) }, 3);
	expect(rows.map(({ server }) => server)).toEqual(['c', 'a', 'b']);
});

const COLUMNS = attentionColumns(5);

test('a server that lacks the metric comes last in either order; equals go by risk, then name', () => {
	const rows = attentionRows({
		none: entry(99),
		low: entry(60, { cpu: [10, 20] }),
		high: entry(50, { cpu: [90, 91] }),
		even: entry(60, { cpu: [10, 19.9] })
	});
	const names = (sort: TableSort) => sortRows(rows, COLUMNS, sort).map(({ server }) => server);
	expect(names({ column: 'cpu-now', order: 'ascending' })).toEqual(['even', 'low', 'high', 'none']);
	expect(names({ column: 'cpu-now', order: 'descending' })).toEqual([
		'high',
		'even',
		'low',
		'none'
	]);
	expect(names({ column: 'cpu-change', order: 'descending' })[0]).toBe('low');
	expect(names(USUAL_ATTENTION_SORT)).toEqual(['none', 'even', 'low', 'high']);
});

test('a row that needs attention is copied with its level, its trend in numbers and what is not reported', () => {
	const rows = attentionRows({ db: entry(60.5, { cpu: [3.3, 8.3], silent: true }) });
	expect(
		copyText(rows, COLUMNS)
			.split('\n')
			.map((line) => line.split('\t').slice(0, 7))
	).toEqual([
		[
			'Server',
			'Profile',
			'Risk',
			'CPU, % now',
			'CPU, % in 30 min, p50',
			'CPU, % change',
			'I/O wait, % now'
		],
		['db', 'Database, silent', '60.5 warning', '3.3', '8.3', '+5.0', 'not reported']
	]);
});

test('a sort of any column survives its way through the address', () => {
	for (const { id: column } of COLUMNS)
		for (const order of ['ascending', 'descending'] as const)
			expect(
				readTableSort(writeTableSort({ column, order }), COLUMNS, USUAL_ATTENTION_SORT)
			).toEqual({ column, order });
});

test('a search finds in any case, begins with those that begin so, then goes by risk', () => {
	const risk = {
		ppdb001: entry(10),
		PPDB002: entry(90),
		'odd-ppdb': entry(99),
		ppweb001: entry(50)
	};
	expect(searchServers(risk, ' PpDb', 10).map(({ server }) => server)).toEqual([
		'PPDB002',
		'ppdb001',
		'odd-ppdb'
	]);
	expect(searchServers(risk, '', 2).map(({ server }) => server)).toEqual(['odd-ppdb', 'PPDB002']);
	expect(searchServers(risk, 'nothing like it', 10)).toEqual([]);
});

test('any name can be found by itself, whatever it holds', () => {
	fc.assert(
		fc.property(fc.string(), (name) => {
			const risk = Object.fromEntries([[name, entry(50)]]);
			expect(searchServers(risk, name, 1).map(({ server }) => server)).toEqual([name]);
		})
	);
});

test('an invisible name is replaced by words', () => {
	expect([shownName(''), shownName(' '), shownName('db 1')]).toEqual([
		'(no name)',
		'(no name)',
		'db 1'
	]);
});

test('a metric Fleetcast has not met goes by its own name, after the known ones', () => {
	expect(metricName('cascade_impact')).toEqual({ name: 'cascade_impact', unit: '' });
	expect(metricName('toString').name).toBe('toString');
	expect(inMetricOrder(['zeta', 'mem_used_pct', 'alpha', 'cpu_user_pct'])).toEqual([
		'cpu_user_pct',
		'mem_used_pct',
		'alpha',
		'zeta'
	]);
});

test.each([
	[[10, 25.1], 'much worse'],
	[[10, 25], 'worse'],
	[[10, 15.1], 'worse'],
	[[10, 15], 'steady'],
	[[15, 10], 'steady'],
	[[15.1, 10], 'better'],
	[[25.1, 10], 'much better']
] as const)('from %j the trend is %s', ([now, soon], trend) => {
	expect(trendOf(changeOf([now, soon]))).toBe(trend);
});

test('whatever the tenths, a change of exactly 5.0 or 15.0 points is not over it', () => {
	for (let tenths = 0; tenths <= 850; tenths++) {
		const [low, five, fifteen] = [tenths, tenths + 50, tenths + 150].map((each) => each / 10) as [
			number,
			number,
			number
		];
		expect(trendOf(changeOf([low, five])), `${low} to ${five}`).toBe('steady');
		expect(trendOf(changeOf([five, low])), `${five} to ${low}`).toBe('steady');
		expect(trendOf(changeOf([low, fifteen])), `${low} to ${fifteen}`).toBe('worse');
		expect(trendOf(changeOf([fifteen, low])), `${fifteen} to ${low}`).toBe('better');
	}
});
