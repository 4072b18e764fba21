import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Address } from '#components/common/address.ts';
import Overview from '#components/overview/Overview.svelte';
import { USUAL_ATTENTION_SORT } from '#view-models/overview/attention-table.ts';
import { CASCADE } from '../../support/cascade-health.ts';
import { ALERTS, FLOORS, NO_SERVERS, SUMMARY } from './sample.ts';

const props = {
	summary: SUMMARY,
	alerts: ALERTS,
	cascade: CASCADE,
	cascadeEvents: undefined,
	outlookFleet: undefined,
	at: undefined,
	nextHref: '/' as Address,
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

test('the word for the environment stands with the count of the worst servers beside it', async () => {
	const screen = await render(Overview, props);
	const environment = screen.container.querySelector('.figures .figure');
	expect(environment?.textContent).toMatch(/caution\s*1 critical, 3 need attention/);
	expect(environment).toHaveAttribute('data-tone', 'caution');
	const degraded = { ...SUMMARY.counts, total: 2000, critical: 0, warning: 0, attention: 117 };
	await screen.rerender({ summary: { ...SUMMARY, counts: degraded } });
	await expect.poll(() => environment?.textContent).toMatch(/healthy\s*117 servers need attention/);
	expect(environment).not.toHaveAttribute('data-tone');
});

test('while most servers are warming nothing is called healthy, quiet or without alerts', async () => {
	const counts = { ...NO_SERVERS.counts, total: 2, healthy: 2, warming: 2 };
	const entry = { score: 3, level: 'healthy', profile: 'Generic', warming: true } as const;
	const summary = { ...NO_SERVERS, counts, highest: { new1: entry, new2: entry } };
	const screen = await render(Overview, { ...props, summary, alerts: {} });
	await expect
		.element(screen.getByText('There are too few data yet to forecast alerts.'))
		.toBeVisible();
	expect(screen.container.textContent).not.toMatch(/No alerts|All quiet/);
	const environment = screen.container.querySelector('.figures .figure');
	expect(environment?.textContent).toMatch(/warming/);
	expect(screen.container.querySelectorAll('.bars [data-level=healthy]')).toHaveLength(0);
});
