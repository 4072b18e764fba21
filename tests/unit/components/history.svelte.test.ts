import type { ComponentProps } from 'svelte';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Address } from '#components/common/address.ts';
import HistoryView from '#components/history/HistoryView.svelte';
import { USUAL_LEVEL_EVENT_SORT } from '#view-models/history/event-table.ts';
import type { Events } from '#core/history/events.ts';
import { readQuantity, type Series, type SeriesQuantity } from '#core/history/series.ts';
import type { ServerPast } from '#core/history/servers.ts';
import { USUAL_SERVER_PAST_SORT } from '#view-models/history/server-table.ts';
import type { Problem } from '#core/protocol/problem.ts';
import { FLOORS, tableChoices } from './sample.ts';

const END = Date.UTC(2026, 0, 15, 12);
const HOUR_MS = 3_600_000;
const WINDOW = { from: END - HOUR_MS, to: END, stepMs: 60_000 };
const PAST: ServerPast = {
	server: 'ppdb001',
	profile: 'Database',
	meanRisk: 60,
	highestRisk: 90,
	lastRisk: 10,
	lastAt: END,
	alerts: 1,
	criticalMs: 60_000,
	warningMs: 0,
	degradedMs: 0,
	healthyMs: 120_000
};
const answered = <Value>(value: Value, problem?: Problem) => ({ value, problem, asking: false });
const ignore = () => undefined;
const props = {
	kept: undefined,
	range: '1h',
	onrange: ignore,
	summary: answered({
		window: WINDOW,
		alerts: 1,
		byLevel: { critical: 1, warning: 0, degraded: 0 },
		resolved: 0,
		open: 0,
		lost: 1,
		serversAffected: 1
	}),
	environment: answered({
		window: WINDOW,
		points: [{ at: WINDOW.from, ticks: 12, critical: 1, warning: 0, degraded: 0, healthy: 2 }]
	}),
	events: answered<Events>({
		window: WINDOW,
		total: 1,
		events: [
			{
				id: 1,
				at: WINDOW.from,
				server: 'ppdb001',
				profile: 'Database',
				kind: 'lost',
				from: 'critical',
				score: 90,
				levelMs: 60_000
			}
		]
	}),
	servers: answered({ window: WINDOW, servers: [PAST] }),
	series: answered<Series>({
		window: WINDOW,
		server: 'ppdb001',
		points: [{ at: WINDOW.from, risk: [50, 10, 90, 10], cpu: [42, 40, 44, 41] }]
	}),
	eventTable: tableChoices(USUAL_LEVEL_EVENT_SORT),
	serverTable: tableChoices(USUAL_SERVER_PAST_SORT),
	server: undefined as string | undefined,
	onserver: ignore,
	quantity: 'risk' as SeriesQuantity,
	onquantity: ignore,
	thresholds: FLOORS,
	stepMinutes: 5,
	serverHref: (server: string) => `/server?name=${server}` as Address,
	momentHref: () => '/history' as Address,
	csvHref: () => '/api/history/export' as Address
} as const;

/** Its `events` would be taken for an option of the renderer. */
const shown = (changes: Partial<ComponentProps<typeof HistoryView>>) =>
	render(HistoryView, { props: { ...props, ...changes } });

test('a server’s name opens the server, and the button beside it its chart', async () => {
	const asked: (string | undefined)[] = [];
	const screen = await shown({ onserver: (name) => asked.push(name) });
	const table = screen.getByRole('table', { name: 'Servers over the range' });
	await expect
		.element(table.getByRole('link', { name: 'ppdb001' }))
		.toHaveAttribute('href', '/server?name=ppdb001');
	await table.getByRole('button', { name: 'Chart of ppdb001' }).click();
	expect(asked).toEqual(['ppdb001']);
});

test('what a server’s chart shows is the page’s choice, and a choice is told to it', async () => {
	const asked: SeriesQuantity[] = [];
	const screen = await shown({
		server: 'ppdb001',
		quantity: readQuantity('cpu'),
		onquantity: (quantity) => asked.push(quantity)
	});
	const chart = screen.getByRole('region', { name: 'History of ppdb001' });
	await expect.element(chart).toMatchTextContent(/CPU from 40\.0% to 44\.0%/);
	await chart.getByRole('radio', { name: 'Risk' }).click();
	expect(asked).toEqual(['risk']);
});

test('an unknown quantity, or one that was not kept, is replaced by risk', async () => {
	expect([null, 'weather', 'swap'].map(readQuantity)).toEqual(['risk', 'risk', 'swap']);
	const screen = await shown({ server: 'ppdb001', quantity: 'swap' });
	await expect
		.element(screen.getByRole('region', { name: 'History of ppdb001' }))
		.toMatchTextContent(/Risk from 10\.0 to 90\.0/);
});

test('the two risks are named by how long a step is said to last', async () => {
	const { container } = await shown({ stepMinutes: 10 });
	expect(container.querySelector('.legend')?.textContent).toMatch(/risk 1 h\s*risk 16 h/);
});

test('a request that failed leaves what was there, and says that it is earlier', async () => {
	const problem: Problem = { kind: 'server-closing', detail: 'Fleetcast does not answer.' };
	const screen = await shown({
		events: answered(props.events.value, problem)
	});
	await expect
		.element(
			screen.getByText('The last request failed: Fleetcast does not answer. Showing earlier data.')
		)
		.toBeVisible();
	await expect.element(screen.getByText(/no longer reported, last/)).toBeVisible();
});
