import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Address } from '#components/common/address.ts';
import CascadeView from '#components/cascade/CascadeView.svelte';
import { USUAL_EVENT_SORT } from '#view-models/cascade/event-table.ts';
import type { TableSort } from '#view-models/table.ts';
import type { CascadeEventsState } from '#core/topics/cascade-events.ts';
import { CASCADE } from '../../support/cascade-health.ts';
import { tableChoices } from './sample.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 30);
const MANY = Array.from({ length: 40 }, (_, index) => `ppweb${String(index).padStart(3, '0')}`);
const UNDECIDED: Extract<CascadeEventsState, { offered: true }> = {
	offered: true,
	now: [{ metric: 'cpu_user_pct', servers: MANY, severity: 'high' }],
	recommendations: ['Check for runaway processes or batch jobs'],
	events: [
		{
			at: NOW - 4_000,
			correlation: 0.21,
			servers: MANY,
			metrics: [
				{ metric: 'cpu_user_pct', servers: MANY, severity: 'high' },
				{ metric: 'swap_used_pct', servers: ['ppdb001'], severity: 'low' }
			]
		},
		{ at: NOW - 9_000, correlation: 0.75, servers: ['<b>x</b>', ''], metrics: [] }
	],
	eventCount: 21,
	trackedServers: 40,
	trackedMetrics: ['cpu_user_pct', 'mem_used_pct'],
	windowSize: 100,
	thresholds: { correlation: 0.7, servers: 3, anomalyZScore: 2 }
};
const STATUS: CascadeEventsState = { ...UNDECIDED, detected: true };
const props = {
	health: CASCADE,
	status: STATUS,
	past: false,
	freshness: { kind: 'live' },
	at: NOW,
	table: tableChoices(USUAL_EVENT_SORT),
	serverHref: (server: string) => `/server?name=${encodeURIComponent(server)}` as Address
} as const;

const faceOf = (container: HTMLElement) =>
	container.querySelector('[data-view-state]')?.getAttribute('data-view-state');

test('waiting says what for, and promises nothing without a connection', async () => {
	const screen = await render(CascadeView, { ...props, health: undefined, status: undefined });
	await expect.element(screen.getByText('Waiting for the cascade detection')).toBeVisible();
	expect(faceOf(screen.container)).toBe('waiting');
	await screen.rerender({ freshness: { kind: 'stale', cause: 'offline' } });
	await expect.element(screen.getByText('No data yet')).toBeVisible();
});

test('an older daemon offers none: that is said and is no fault', async () => {
	const absent = { offered: false } as const;
	const screen = await render(CascadeView, { ...props, health: absent, status: absent });
	await expect.element(screen.getByText('This daemon offers no cascade detection')).toBeVisible();
	expect(faceOf(screen.container)).toBe('empty');
	await screen.rerender({ freshness: { kind: 'stale', cause: 'daemon' } });
	await expect.element(screen.getByText('This daemon offers no cascade detection')).toBeVisible();
});

test('a detection that fails says why, and that it is asked again', async () => {
	const failed = { offered: false, failed: { reason: 'It timed out.', since: NOW } } as const;
	const screen = await render(CascadeView, { ...props, health: failed, status: failed });
	const said = screen.getByText('It timed out. Fleetcast asks again automatically.');
	await expect.element(said).toBeVisible();
	await screen.rerender({ status: STATUS });
	await expect.element(screen.getByText('No cascade health')).toBeVisible();
	await expect.element(said).toBeVisible();
});

test('a daemon that cannot tell yet is not called healthy, though it sends a full score', async () => {
	const screen = await render(CascadeView, {
		...props,
		health: { ...props.health, healthScore: 100, status: 'healthy', totalServers: 0 },
		status: { ...UNDECIDED, now: [], reason: 'Not enough servers to detect cascade' }
	});
	await expect.element(screen.getByText('Not enough servers to detect cascade')).toBeVisible();
	expect(screen.container.querySelector('.figures')?.textContent).not.toMatch(/healthy|100\.0/);
	expect(screen.container.querySelectorAll('.gauge .none')).toHaveLength(2);
});

test('live shows every figure, the gauges and the thresholds in force', async () => {
	const screen = await render(CascadeView, props);
	const figures = screen.container.querySelector('.figures')?.textContent ?? '';
	expect(figures).toMatch(/Now\s*cascade\s*21 events recorded/);
	expect(figures).toMatch(/Cascade health\s*49\.5\s*of 100/);
	expect(figures).toMatch(/Status\s*warning/);
	expect(figures).toMatch(/Cascade risk\s*low/);
	expect(figures).toMatch(/Servers with anomalies\s*9\s*of 20 servers/);
	const gauges = [...screen.container.querySelectorAll('.gauge')].map((gauge) => gauge.textContent);
	expect(gauges[0]).toMatch(/Correlation\s*20\.0%.*cascade above\s*70%/s);
	expect(gauges[1]).toMatch(/Anomaly rate\s*45\.0%/);
	const thresholds = screen.getByRole('region', { name: 'Thresholds in force' });
	await expect
		.element(thresholds)
		.toMatchTextContent(/2 standard deviations from the mean.*3 or more.*70%/);
	await expect.element(thresholds).toMatchTextContent(/CPU user, Memory/);
	await expect.element(screen.getByText('Check for runaway processes or batch jobs')).toBeVisible();
});

test('what moves together now names its servers as links, the many on demand', async () => {
	const screen = await render(CascadeView, props);
	const panel = screen.getByRole('region', { name: 'What moves together now' });
	await expect.element(panel).toMatchTextContent(/CPU user\s*high\s*40 servers/);
	await expect.element(panel.getByRole('link', { name: 'ppweb011' })).toBeVisible();
	await expect.element(panel.getByRole('link', { name: 'ppweb012' })).not.toBeInTheDocument();
	await panel.getByRole('button', { name: 'and 28 more' }).click();
	await expect
		.element(panel.getByRole('link', { name: 'ppweb039' }))
		.toHaveAttribute('href', '/server?name=ppweb039');
	// The next state closes nothing that a person has opened.
	await screen.rerender({ status: { ...STATUS, eventCount: 22 } });
	await expect.element(panel.getByRole('link', { name: 'ppweb039' })).toBeVisible();
});

test('each event stands in the table and on the timeline, and any name is harmless', async () => {
	const screen = await render(CascadeView, props);
	const rows = screen.getByRole('table', { name: 'Recent cascade events' }).getByRole('row');
	await expect.element(rows.nth(1)).toMatchTextContent(/high\s*CPU user, Swap\s*21%\s*ppweb000/);
	await expect.element(rows.nth(2)).toMatchTextContent(/not reported\s*all together\s*75%/);
	await expect.element(rows.nth(2).getByRole('link').first()).toHaveTextContent('<b>x</b>');
	const lanes = [...screen.container.querySelectorAll('.timeline .lane')];
	expect(lanes.map((lane) => lane.querySelectorAll('path').length)).toEqual([1, 0, 1]);
	expect(screen.container.querySelectorAll('[style]')).toHaveLength(0);
});

test('a press on a head asks for that sort', async () => {
	const asked: TableSort[] = [];
	const table = { ...props.table, onsort: (sort: TableSort) => asked.push(sort) };
	const screen = await render(CascadeView, { ...props, table });
	await screen.getByRole('button', { name: 'Correlation' }).click();
	expect(asked).toEqual([{ column: 'correlation', order: 'descending' }]);
});

test('a filter keeps the events that have its words', async () => {
	const table = { ...props.table, filter: 'swap' };
	const screen = await render(CascadeView, { ...props, table });
	await expect
		.element(screen.getByRole('searchbox', { name: /Recent cascade events/ }))
		.toHaveValue('swap');
	const rows = screen.getByRole('table', { name: 'Recent cascade events' }).getByRole('row');
	await expect.element(rows.nth(1)).toMatchTextContent(/CPU user, Swap/);
	await expect.element(rows.nth(2)).not.toBeInTheDocument();
});

test('stale keeps everything that was shown', async () => {
	const screen = await render(CascadeView, props);
	const live = screen.container.textContent;
	await screen.rerender({ freshness: { kind: 'stale', cause: 'daemon' } });
	expect(faceOf(screen.container)).toBe('stale');
	expect(screen.container.textContent).toBe(live);
});

test('of the past there is the score that was kept, and what was not kept is said', async () => {
	const screen = await render(CascadeView, { ...props, past: true });
	const figures = screen.container.querySelector('.figures')?.textContent ?? '';
	expect(figures).toMatch(/Now\s*–/);
	expect(figures).toMatch(/Cascade health\s*49\.5/);
	await expect.element(screen.getByText('Not kept')).toBeVisible();
	await expect.element(screen.getByRole('table')).not.toBeInTheDocument();
	await screen.rerender({ health: undefined });
	await expect.element(screen.getByText(/cascade detection is not recorded/i)).toBeVisible();
});

test('health and detection each say of when they are while their next answer is overdue, and calmly so', async () => {
	const screen = await render(CascadeView, { ...props, health: { ...CASCADE, asOf: NOW } });
	await expect.element(screen.getByText(/overdue: cascade health\s+as of/)).toBeVisible();
	expect(faceOf(screen.container)).toBe('live');
	expect(screen.container.textContent).not.toMatch(/overdue: detection/);
	await screen.rerender({ health: CASCADE, status: { ...UNDECIDED, asOf: NOW } });
	await expect.element(screen.getByText(/overdue: detection and events\s+as of/)).toBeVisible();
	expect(screen.container.textContent).not.toMatch(/overdue: cascade health/);
});
