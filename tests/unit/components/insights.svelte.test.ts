import { describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Address } from '#components/common/address.ts';
import InsightsView from '#components/insights/InsightsView.svelte';
import type { ExplanationState, WhatIf } from '#core/topics/explanation.ts';
import type { Forecast, RiskState, ServerState } from '#core/topics/states.ts';

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
	container.querySelector('[data-view-state]')?.getAttribute('data-view-state');

test('waiting says what for, and promises nothing while nothing can come', async () => {
	const screen = await render(InsightsView, { ...props, risk: undefined, server: undefined });
	await expect.element(screen.getByText('Waiting for the first risks')).toBeVisible();
	expect(faceOf(screen.container)).toBe('waiting');
	await screen.rerender({ freshness: STALE });
	await expect.element(screen.getByText('No data yet')).toBeVisible();
	expect(screen.container.textContent).not.toMatch(/automatically/);
});

test('an empty fleet is shown as empty', async () => {
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

describe('what if', () => {
	const flat = (value: number): Forecast => {
		const steps = Array<number>(96).fill(value);
		return { now: value, trend: 0, p10: steps, p50: steps, p90: steps };
	};
	/** 35.5 points of I/O wait, and none of CPU. */
	const WAITING: ServerState = {
		present: true,
		score: 35.5,
		level: 'healthy',
		profile: 'Web API',
		metrics: { cpu_idle_pct: flat(50), cpu_iowait_pct: flat(35) }
	};
	const scenario = (name: string, changes: Partial<WhatIf> = {}): WhatIf => ({
		scenario: name,
		action: 'Something',
		cpuPercent: 30,
		changePoints: -20,
		safe: true,
		confidence: 0.8,
		effort: 'LOW',
		risk: 'LOW',
		...changes
	});
	const explained = (
		whatIfs: readonly WhatIf[],
		more: Partial<Extract<ExplanationState, { explained: true }>> = {}
	): ExplanationState => ({
		explained: true,
		at: props.at,
		importance: [],
		periods: [],
		weights: [],
		whatIfs: [...whatIfs],
		...more
	});
	const open = (explanation: ExplanationState, server: ServerState = WAITING) =>
		render(InsightsView, { ...props, name: 'ppweb001', server, explanation });
	const best = (container: HTMLElement) => container.querySelector('tr[data-best] b')?.textContent;

	test('told in CPU alone marks no best where I/O wait drives the score, and says so', async () => {
		const screen = await open(explained([scenario('Restart service')]));
		await expect
			.element(screen.getByText(/^Judged by CPU alone; what drives this score is I\/O wait\./))
			.toBeVisible();
		expect(best(screen.container)).toBeUndefined();
		expect(screen.container.textContent).not.toMatch(/Best option|Best:|score after/);
		await expect
			.element(screen.getByText(/an estimate of the daemon that names no quantile/))
			.toBeVisible();
	});

	test('told in CPU alone marks the best where the CPU drives the score', async () => {
		const metrics = { cpu_idle_pct: flat(1), cpu_iowait_pct: flat(2) };
		const screen = await open(explained([scenario('Restart service')]), {
			...WAITING,
			score: 54,
			metrics
		});
		await expect.element(screen.getByText(/CPU 20\.0 points lower/)).toBeVisible();
		expect(best(screen.container)).toBe('Restart service');
		expect(screen.container.textContent).not.toMatch(/Judged by CPU alone/);
	});

	test('told in points of the score shows them, and marks what lowers it most', async () => {
		const screen = await open(
			explained(
				[
					scenario('Half of the I/O wait', { scoreAfter: 10.5, scoreChange: -25 }),
					scenario('Restart service', { scoreAfter: 35.5, scoreChange: 0, changePoints: -30 })
				],
				{ whatIfsMethod: 'mean of p50 over the next half hour' }
			)
		);
		await expect.element(screen.getByText(/risk score 25\.0 points lower, at 10\.5/)).toBeVisible();
		await expect.element(screen.getByRole('columnheader', { name: 'score after' })).toBeVisible();
		expect(best(screen.container)).toBe('Half of the I/O wait');
		await expect
			.element(screen.getByText(/CPU after: CPU used, mean of p50 over the next half hour/))
			.toBeVisible();
	});

	test('that leaves a score at its cap says by how much it is over', async () => {
		const metrics = { cpu_idle_pct: flat(1), cpu_iowait_pct: flat(35), mem_used_pct: flat(99) };
		const screen = await open(
			explained([scenario('Restart service', { scoreAfter: 100, scoreChange: 0 })]),
			{ ...WAITING, score: 100, level: 'critical', metrics }
		);
		await expect
			.element(
				screen.getByText(/None of these lowers the risk score: its points\s+add up to 133\.5/)
			)
			.toBeVisible();
	});
});
