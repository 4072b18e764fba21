import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Address } from '#components/common/address.ts';
import Overview from '#components/overview/Overview.svelte';
import { USUAL_ATTENTION_SORT } from '#view-models/overview/attention-table.ts';
import type { TableSort } from '#view-models/table.ts';
import type { CascadeEventsState } from '#core/topics/cascade-events.ts';
import { CASCADE } from '../../support/cascade-health.ts';
import { ALERTS, FLOORS, NO_SERVERS, SUMMARY } from './sample.ts';

const props = {
	summary: SUMMARY,
	alerts: ALERTS,
	outlookFleet: undefined,
	at: Date.UTC(2026, 0, 1, 12),
	nextHref: '/' as Address,
	cascade: CASCADE,
	cascadeEvents: undefined,
	cascadeHref: '/cascade' as Address,
	freshness: { kind: 'live' },
	warmup: undefined,
	thresholds: FLOORS,
	stepMinutes: 5,
	sort: USUAL_ATTENTION_SORT,
	onsort: () => undefined,
	filter: '',
	onfilter: () => undefined,
	serverHref: (server: string) => `/server?name=${encodeURIComponent(server)}` as Address
} as const;

test('waiting says what for, and shows no figure that has not arrived', async () => {
	const screen = await render(Overview, {
		...props,
		summary: undefined,
		alerts: undefined,
		cascade: undefined,
		freshness: { kind: 'waiting' }
	});
	await expect.element(screen.getByText('Waiting for the first forecast')).toBeVisible();
	expect(screen.container.querySelector('[data-view-state=waiting]')).not.toBeNull();
	expect(screen.container.querySelector('.figures')?.textContent).not.toMatch(/\d%|\b0\b/);
});

test('while the daemon warms up, waiting says that', async () => {
	const screen = await render(Overview, {
		...props,
		summary: undefined,
		warmup: { phase: 'collecting', progressPercent: 40, message: 'Warming up' }
	});
	await expect.element(screen.getByText('The daemon is warming up')).toBeVisible();
});

test('waiting without any connection does not promise an answer', async () => {
	const screen = await render(Overview, {
		...props,
		summary: undefined,
		freshness: { kind: 'stale', cause: 'offline' }
	});
	await expect.element(screen.getByText('No data yet')).toBeVisible();
});

test('an empty fleet is shown as empty and not called healthy', async () => {
	const screen = await render(Overview, { ...props, summary: NO_SERVERS, alerts: {} });
	await expect.element(screen.getByText('No servers', { exact: true })).toBeVisible();
	const environment = screen.container.querySelector('.figures .figure .value');
	expect(environment?.textContent.trim()).toBe('–');
});

test('live shows every figure of the summary', async () => {
	const screen = await render(Overview, props);
	const figures = screen.container.querySelector('.figures');
	expect(figures?.textContent).toMatch(/Servers\s*20\s*1 silent/);
	await expect.element(screen.getByText('3 servers need attention').first()).toBeVisible();
	await expect
		.element(screen.getByText(/Cascade health/))
		.toMatchTextContent('Cascade health 50 of 100');
});

test('a cascade detection that sees no server yet is not called healthy, though it sends a full score', async () => {
	const screen = await render(Overview, {
		...props,
		cascade: { ...CASCADE, healthScore: 100, status: 'healthy', totalServers: 0 }
	});
	const banner = screen.container.querySelector('.banner');
	expect(banner?.textContent).toMatch(/not enough data yet/);
	expect(banner?.textContent).not.toMatch(/healthy|100/);
});

test('the cascade detection is waited for only while it can come', async () => {
	const screen = await render(Overview, { ...props, cascade: undefined });
	const banner = screen.container.querySelector('.banner');
	await expect.poll(() => banner?.textContent).toMatch(/Waiting for the cascade detection/);
	await screen.rerender({ freshness: { kind: 'stale', cause: 'daemon' } });
	await expect.poll(() => banner?.textContent).not.toMatch(/Waiting/);
	await screen.rerender({ past: true });
	await expect.poll(() => banner?.textContent).toMatch(/not recorded/);
});

test('stale keeps everything that was shown', async () => {
	const screen = await render(Overview, props);
	const live = screen.container.textContent;
	await screen.rerender({ freshness: { kind: 'stale', cause: 'daemon' } });
	expect(screen.container.querySelector('[data-view-state=stale]')).not.toBeNull();
	expect(screen.container.textContent).toBe(live);
});

test('alerts stand nearest first, and a warning tells when it becomes critical', async () => {
	const screen = await render(Overview, props);
	const rows = screen.getByRole('region', { name: /Active alerts/ }).getByRole('listitem');
	await expect
		.element(rows.nth(0))
		.toMatchTextContent(/ppdb001.*in 10 min.*CPU user 97\.4%.*critical/);
	await expect
		.element(rows.nth(1))
		.toMatchTextContent(/ppml0004.*in 25 min.*critical in 45 min.*warning/);
});

test('what is over its limit now stands apart from what is to come, and says for how long', async () => {
	const alerts: typeof ALERTS = {
		...ALERTS,
		'disk_usage_pct:ppweb006': {
			server: 'ppweb006',
			metric: 'disk_usage_pct',
			severity: 'warning',
			value: 86.4,
			threshold: 85,
			minutes: 0,
			over: { level: 'warning', value: 86.4, threshold: 85, minutes: 40 }
		}
	};
	const quiet = { ...SUMMARY, attention: {}, counts: { ...SUMMARY.counts, attention: 0 } };
	const screen = await render(Overview, { ...props, summary: quiet, alerts });
	const over = screen.getByRole('list', { name: 'Over a limit now' });
	await expect.element(over).toMatchTextContent(/ppweb006.*over now, for 40 min.*Disk 86\.4%/);
	expect(over.element().textContent).not.toMatch(/in \d+ min/);
	const coming = screen.getByRole('list', { name: 'Forecast within the hour' });
	await expect.element(coming).toMatchTextContent(/ppdb001.*in 10 min/);
	expect(screen.container.textContent).not.toMatch(/All quiet/);
});

test('without alerts the list says so, and before they come that it waits', async () => {
	const screen = await render(Overview, { ...props, alerts: {} });
	await expect.element(screen.getByText('No alerts')).toBeVisible();
	await screen.rerender({ alerts: undefined });
	await expect.element(screen.getByText('Waiting for the alerts')).toBeVisible();
});

test('the table gives each metric now, in 30 minutes and its change, marks what is over a limit, and says what is not reported', async () => {
	const screen = await render(Overview, props);
	const table = screen.getByRole('table', { name: /Servers that need attention/ });
	const row = table.getByRole('row', { name: /ppdb001/ });
	await expect
		.element(row)
		.toMatchTextContent(/91\.5\s*critical\s*warning\s*88\.2\s*critical\s*97\.4\s*\+9\.2, worse/);
	await expect
		.element(table.getByRole('row', { name: /ppml0004/ }))
		.toMatchTextContent('not reported');
	await expect.element(table.getByRole('row', { name: /ppweb006/ })).toMatchTextContent('silent');
});

test('a press on a head asks for that sort, and the table tells how it is sorted', async () => {
	const asked: TableSort[] = [];
	const screen = await render(Overview, { ...props, onsort: (sort) => asked.push(sort) });
	const risk = screen.getByRole('columnheader', { name: 'Risk' });
	await expect.element(risk).toHaveAttribute('aria-sort', 'descending');
	await screen.getByRole('button', { name: 'Memory, % change' }).click();
	expect(asked).toEqual([{ column: 'memory-change', order: 'descending' }]);

	await screen.rerender({ sort: { column: 'server', order: 'descending' } });
	await expect.element(risk).not.toHaveAttribute('aria-sort');
	const names = [...screen.container.querySelectorAll('tbody tr[data-row] th')].map((cell) =>
		cell.textContent.trim()
	);
	expect(names).toEqual(['ppweb006', 'ppml0004', 'ppdb001']);
});

test('the table is filtered by any word, and copied as it stands', async () => {
	const screen = await render(Overview, { ...props, filter: 'database' });
	const rows = [...screen.container.querySelectorAll('tbody tr[data-row] th')];
	expect(rows.map((cell) => cell.textContent.trim())).toEqual(['ppdb001']);
	await expect.element(screen.getByText('1 of 3')).toBeVisible();
	await expect.element(screen.getByRole('button', { name: 'Copy table' })).toBeVisible();
	await screen.rerender({ filter: '' });
	const heads = [...screen.container.querySelectorAll('th[scope=colgroup]')];
	expect(heads.map((head) => head.textContent)).toEqual(['CPU, %', 'I/O wait, %', 'Memory, %']);
});

test('every name leads to its server, whatever it holds', async () => {
	const name = '<i>a&b</i>/“ü”';
	const screen = await render(Overview, {
		...props,
		summary: {
			...SUMMARY,
			attention: { [name]: { score: 70, level: 'warning', profile: 'Generic' } },
			highest: { [name]: { score: 70, level: 'warning', profile: 'Generic' } }
		}
	});
	const links = screen.getByRole('link', { name, exact: true });
	await expect
		.element(links.first())
		.toHaveAttribute('href', `/server?name=${encodeURIComponent(name)}`);
	expect(links.elements()).toHaveLength(2);
});

test('a row of the highest risks leads to its server wherever it is pressed', async () => {
	const screen = await render(Overview, props);
	const [row] = screen.container.querySelectorAll('.bars li');
	row?.scrollIntoView({ block: 'center' });
	const { left, top, width, height } = row?.getBoundingClientRect() ?? new DOMRect();
	const link = row?.querySelector('a');
	expect(link).toHaveAttribute('title', expect.stringMatching(/: risk \d+\.\d, \w+$/));
	for (const share of [0.05, 0.5, 0.95])
		expect(document.elementFromPoint(left + width * share, top + height / 2)).toBe(link);
});

test('the thresholds of the levels are lines through the bars', async () => {
	const screen = await render(Overview, props);
	const lines = [...screen.container.querySelectorAll('.thresholds line')];
	expect(lines.map((line) => Number(line.getAttribute('x1')))).toEqual([
		FLOORS.degraded,
		FLOORS.warning,
		FLOORS.critical
	]);
});

test('no element carries a style attribute that the policy would drop', async () => {
	const screen = await render(Overview, props);
	expect([...screen.container.querySelectorAll('[style]')]).toEqual([]);
});

test('the cascade banner says of when it is while the next answer is overdue', async () => {
	const asOf = Date.UTC(2026, 0, 1, 12);
	const screen = await render(Overview, { ...props, cascade: { ...CASCADE, asOf } });
	const banner = screen.container.querySelector('.banner');
	expect(banner?.textContent).toMatch(/overdue: cascade health\s+as of/);
	const cascadeEvents: CascadeEventsState = {
		offered: true,
		asOf,
		detected: true,
		now: [{ metric: 'mem_used_pct', servers: ['a', 'b', 'c'], severity: 'high' }],
		recommendations: [],
		events: [],
		eventCount: 0,
		trackedMetrics: [],
		thresholds: {}
	};
	await screen.rerender({ cascade: CASCADE, cascadeEvents });
	await expect.element(screen.getByText(/overdue: detection\s+as of/)).toBeVisible();
	expect(banner?.textContent).not.toMatch(/overdue/);
});
