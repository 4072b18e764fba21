import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Address } from '#components/common/address.ts';
import ServerView from '#components/server-view/ServerView.svelte';
import type { ServerState } from '#core/topics/states.ts';
import { ALERTS, FLOORS } from './sample.ts';

const PRESENT: ServerState = {
	present: true,
	score: 91.5,
	level: 'critical',
	profile: 'Database',
	alerts: { 'cpu_user_pct:ppdb001': ALERTS['cpu_user_pct:ppdb001'] as never },
	metrics: {}
};
const props = {
	name: 'ppdb001',
	server: PRESENT,
	recent: [],
	kept: undefined,
	at: Date.UTC(2026, 0, 1, 12),
	freshness: { kind: 'live' },
	thresholds: FLOORS,
	stepMinutes: 5,
	insightsHref: (server: string) => `/insights?name=${encodeURIComponent(server)}` as Address,
	remediationHref: '/remediation' as Address
} as const;
const STALE = { kind: 'stale', cause: 'offline' } as const;

const faceOf = (container: HTMLElement) =>
	container.querySelector('[data-view-state]')?.getAttribute('data-view-state');

test('waiting says what for, and promises nothing while nothing can come', async () => {
	const screen = await render(ServerView, { ...props, server: undefined });
	await expect.element(screen.getByText('Waiting for this server’s forecast')).toBeVisible();
	expect(faceOf(screen.container)).toBe('waiting');
	await screen.rerender({ freshness: STALE });
	await expect.element(screen.getByText('No data yet')).toBeVisible();
	expect(screen.container.textContent).not.toMatch(/automatically/);
});

test('a server that the fleet lacks is shown as missing', async () => {
	const screen = await render(ServerView, { ...props, server: { present: false } });
	await expect.element(screen.getByText('No such server')).toBeVisible();
	expect(faceOf(screen.container)).toBe('empty');
});

test('an address without a name says how to find a server', async () => {
	const screen = await render(ServerView, { ...props, name: undefined, server: undefined });
	await expect.element(screen.getByText('No server chosen')).toBeVisible();
});

test('live shows its risk and its alerts, and that there is no forecast', async () => {
	const screen = await render(ServerView, props);
	await expect.element(screen.getByText(/risk 91\.5 of 100/)).toBeVisible();
	const alerts = screen.getByRole('list', { name: /Active alerts of this server/ });
	await expect.element(alerts).toMatchTextContent(/critical\s*CPU user\s*97\.4%.*in 10 min/);
	await expect.element(screen.getByText('No metrics')).toBeVisible();
});

test('stale keeps everything that was shown', async () => {
	const screen = await render(ServerView, props);
	const live = screen.container.textContent;
	await screen.rerender({ freshness: STALE });
	expect(faceOf(screen.container)).toBe('stale');
	expect(screen.container.textContent).toBe(live);
});
