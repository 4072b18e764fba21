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
	thresholds: DEFAULT_THRESHOLDS,
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

test('the tooltip stands at the cell, and only while pointer or focus is on one', async () => {
	const screen = await render(HeatmapView, props);
	await expect.element(cells()).toHaveAttribute('data-drawn', '3');
	const tip = screen.container.querySelector<HTMLElement>('.tip');
	const box = () => tip?.getBoundingClientRect() ?? new DOMRect();
	const area = cells().element().getBoundingClientRect();
	expect(tip?.innerText).toBe('');
	cells().element().focus();
	await expect.poll(() => tip?.innerText).toMatch(/db1\s+Database\s+Risk 85\.0 now\s+critical/);
	const atFirst = box();
	expect(atFirst.top).toBeGreaterThan(area.top);
	await userEvent.keyboard('{ArrowDown}');
	await expect.poll(() => tip?.innerText).toMatch(/web1/);
	expect(box().top).not.toBe(atFirst.top);
	await userEvent.keyboard('{ArrowRight}');
	await expect.poll(() => tip?.innerText).toMatch(/web2/);
	expect(box().left).toBeGreaterThan(atFirst.left);
	expect(box().right).toBeLessThanOrEqual(area.right);
	await screen.rerender({ risk: { ...RISK, web2: entry(11, 'Web API') } });
	await expect.poll(() => tip?.innerText).toMatch(/web2\s+Web API\s+Risk 11\.0 now/);
	await userEvent.keyboard('{Escape}');
	await expect.poll(() => tip?.innerText).toBe('');
	await userEvent.hover(cells(), { position: { x: 30, y: 60 } });
	await expect.poll(() => tip?.innerText).toMatch(/db1/);
	await userEvent.hover(screen.getByRole('heading', { level: 1 }));
	cells().element().blur();
	await expect.poll(() => tip?.innerText).toBe('');
	await expect
		.poll(() => getComputedStyle(screen.container.querySelector('canvas') ?? document.body).cursor)
		.toBe('auto');
});

test('the legend says the ends of a scale fitted to the data, with the limits on it', async () => {
	const choice = { ...USUAL_HEATMAP, metric: 'cpu' } as const;
	const metrics = { db1: { cpu: [38, 80] as [number, number] }, web1: METRICS.web1 };
	const screen = await render(HeatmapView, { ...props, choice, metrics });
	const legend = () => screen.container.querySelector('.legend')?.textContent.replace(/\s+/g, ' ');
	await expect.poll(legend).toMatch(/Colours from 35% to 55%/);
	expect(legend()).toMatch(/warning from 85% critical from 95%/);
	expect(screen.container.querySelectorAll('.legend .light line')).toHaveLength(2);
	await screen.rerender({ choice: USUAL_HEATMAP });
	await expect.poll(legend).toMatch(/Colours from 0 to 100 .*degraded from 50/);
});

test('whatever data arrive, the cells keep their place', async () => {
	const screen = await render(HeatmapView, props);
	await expect.element(cells()).toHaveAttribute('data-drawn', '3');
	const before = cells().element().getBoundingClientRect();
	await screen.rerender({
		risk: { ...RISK, db1: entry(3, 'Database'), web2: entry(99, 'Web API') }
	});
	await expect
		.poll(() => screen.getByLabelText('Figures of what is shown').element().textContent)
		.toMatch(/Max\s*99\.0/);
	expect(cells().element().getBoundingClientRect()).toEqual(before);
});

test('a profile that no server has stands in its field', async () => {
	const choice = { ...USUAL_HEATMAP, profile: 'Mainframe' };
	const screen = await render(HeatmapView, { ...props, choice });
	await expect.element(screen.getByLabelText('Profile')).toHaveValue('Mainframe');
	await expect.element(screen.getByText('No servers match the filter')).toBeVisible();
});
