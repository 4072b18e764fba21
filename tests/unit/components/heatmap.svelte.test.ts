import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import type { Address } from '#components/common/address.ts';
import HeatmapView from '#components/heatmap/HeatmapView.svelte';
import { USUAL_HEATMAP } from '#view-models/heatmap/choice.ts';
import { DEFAULT_THRESHOLDS, levelOf } from '#core/levels/levels.ts';

const entry = (score: number, profile: string) => ({
	score,
	profile,
	level: levelOf(score, DEFAULT_THRESHOLDS)
});
const RISK = { db1: entry(85, 'Database'), web1: entry(20, 'Web API'), web2: entry(10, 'Web API') };
const METRICS = {
	db1: { cpu: [90, 80] as [number, number] },
	web1: { cpu: [50, 62] as [number, number] }
};
const onopen = vi.fn();
const props = {
	risk: RISK,
	metrics: METRICS,
	// db1: memory is over its limit in 25 min by p90, and with a chance of 30 % in an hour.
	outlook: { db1: '1255075900202030923468798' },
	ahead: 0,
	onahead: () => undefined,
	at: Date.UTC(2026, 0, 1, 12),
	nextHref: '/' as Address,
	freshness: { kind: 'live' },
	stepMinutes: 5,
	choice: USUAL_HEATMAP,
	onchoose: () => undefined,
	onopen,
	serverHref: (server: string) => `/server?name=${encodeURIComponent(server)}` as Address
} as const;
const cells = () => page.getByRole('application');

test('a metric that has not come yet is waited for, and is no fleet of blank cells', async () => {
	const choice = { ...USUAL_HEATMAP, metric: 'cpu' } as const;
	const screen = await render(HeatmapView, { ...props, choice, metrics: undefined });
	await expect.element(screen.getByText('Waiting for metrics')).toBeVisible();
	await expect.element(screen.getByLabelText('Metric')).toHaveValue('cpu');
	expect(cells().query()).toBeNull();
	await screen.rerender({ metrics: METRICS });
	await expect.element(cells()).toHaveAttribute('data-drawn', '3');
	await expect
		.poll(() => screen.getByLabelText('Figures of what is shown').element().textContent)
		.toMatch(/Std dev\s*20\.0%/);
});

test('a moment ahead is of the chances then, in words and in the table, and can be left by its button', async () => {
	const onahead = vi.fn();
	const screen = await render(HeatmapView, { ...props, ahead: 96, onahead });
	const slider = screen.getByRole('slider', { name: 'Moment' });
	await expect
		.element(slider)
		.toHaveAttribute('aria-valuetext', expect.stringMatching(/^in 8 h, at/));
	await expect
		.element(screen.getByRole('heading', { level: 1 }))
		.toMatchTextContent(/Heatmap: Chance of being over a limit, in 8 h, at/);
	await expect
		.poll(() => screen.getByLabelText('Figures of what is shown').element().textContent)
		.toMatch(/Max\s*98\.0%/);
	expect(screen.getByLabelText('Metric').query()).toBeNull();
	await screen.getByRole('button', { name: 'Back to now' }).click();
	expect(onahead).toHaveBeenCalledWith(0);
	await screen.rerender({ ahead: 0 });
	await expect.element(slider).toHaveAttribute('aria-valuetext', 'now');
	await expect.element(screen.getByLabelText('Metric')).toHaveValue('risk');
});

test('the keyboard moves the moment by a step', async () => {
	const onahead = vi.fn();
	const screen = await render(HeatmapView, { ...props, onahead });
	screen.getByRole('slider', { name: 'Moment' }).element().focus();
	await userEvent.keyboard('{ArrowRight}');
	expect(onahead).toHaveBeenCalledWith(1);
});

test('risk needs no metrics', async () => {
	await render(HeatmapView, { ...props, metrics: undefined });
	await expect.element(cells()).toHaveAttribute('data-drawn', '3');
});

test('Enter opens the server that has the focus, unless a filter has hidden it since', async () => {
	onopen.mockClear();
	const screen = await render(HeatmapView, props);
	await expect.element(cells()).toHaveAttribute('data-drawn', '3');
	cells().element().focus();
	await userEvent.keyboard('{Enter}');
	expect(onopen.mock.calls).toEqual([['db1']]);
	await screen.rerender({ choice: { ...USUAL_HEATMAP, profile: 'Web API' } });
	await expect.element(cells()).toHaveAttribute('data-drawn', '2');
	await userEvent.keyboard('{Enter}');
	expect(onopen).toHaveBeenCalledTimes(1);
	await userEvent.keyboard('{ArrowRight}{Enter}');
	expect(onopen).toHaveBeenLastCalledWith('web1');
});

test('a profile that no server has stands in its field', async () => {
	const choice = { ...USUAL_HEATMAP, profile: 'Mainframe' };
	const screen = await render(HeatmapView, { ...props, choice });
	await expect.element(screen.getByLabelText('Profile')).toHaveValue('Mainframe');
	await expect.element(screen.getByText('No servers match the filter')).toBeVisible();
});
