import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Address } from '#components/common/address.ts';
import InsightsView from '#components/insights/InsightsView.svelte';
import type { RiskState, ServerState } from '#core/topics/states.ts';

const RISK: RiskState = {
	ppdb001: { score: 91.5, level: 'critical', profile: 'Database' },
	ppweb001: { score: 12, level: 'healthy', profile: 'Web API' }
};
const SERVER: ServerState = { present: true, ...RISK['ppdb001'], metrics: {} } as ServerState;
const props = {
	name: 'ppdb001',
	risk: RISK,
	server: SERVER,
	explanation: undefined,
	freshness: { kind: 'live' },
	past: false,
	at: Date.UTC(2026, 0, 1, 12),
	insightsHref: (server: string) => `/insights?name=${encodeURIComponent(server)}` as Address,
	serverHref: (server: string) => `/server?name=${encodeURIComponent(server)}` as Address
} as const;
const STALE = { kind: 'stale', cause: 'daemon' } as const;

const faceOf = (container: HTMLElement) =>
	container.querySelector('[data-face]')?.getAttribute('data-face');

test('waiting says what for, and promises nothing while nothing can come', async () => {
	const screen = await render(InsightsView, { ...props, risk: undefined, server: undefined });
	await expect.element(screen.getByText('Waiting for the first risks')).toBeVisible();
	expect(faceOf(screen.container)).toBe('waiting');
	await screen.rerender({ freshness: STALE });
	await expect.element(screen.getByText('No data yet')).toBeVisible();
	expect(screen.container.textContent).not.toMatch(/automatically/);
});

test('an empty fleet is told as such', async () => {
	const screen = await render(InsightsView, { ...props, risk: {}, server: { present: false } });
	await expect.element(screen.getByText('No servers', { exact: true })).toBeVisible();
	expect(faceOf(screen.container)).toBe('empty');
});

test('while the daemon is asked, live shows what is known and that it is asked', async () => {
	const screen = await render(InsightsView, props);
	await expect
		.element(screen.getByText('ppdb001 is critical: its risk is 91.5 of 100.'))
		.toBeVisible();
	await expect.element(screen.getByRole('progressbar')).toBeVisible();
	await screen.rerender({ explanation: { explained: false, reason: 'Too few records.' } });
	await expect.element(screen.getByText('Too few records.')).toBeVisible();
});

test('stale keeps what was shown, and asks nobody', async () => {
	const screen = await render(InsightsView, { ...props, freshness: STALE });
	expect(faceOf(screen.container)).toBe('stale');
	await expect
		.element(screen.getByText('ppdb001 is critical: its risk is 91.5 of 100.'))
		.toBeVisible();
	await expect.element(screen.getByText('Daemon unavailable')).toBeVisible();
	expect(screen.getByRole('progressbar').elements()).toHaveLength(0);
});

test('of the past there is the risk of then, and no explanation is promised', async () => {
	const screen = await render(InsightsView, { ...props, past: true });
	await expect.element(screen.getByText('Explanations are not recorded')).toBeVisible();
	await expect
		.element(screen.getByText('ppdb001 is critical: its risk is 91.5 of 100.'))
		.toBeVisible();
});
