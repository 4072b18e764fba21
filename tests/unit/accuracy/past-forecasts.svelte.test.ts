import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import PastForecasts from '#components/accuracy/PastForecasts.svelte';
import type { PastForecast } from '#core/accuracy/answer.ts';

const MINUTE_MS = 60_000;
/** A band of 20–60, in which three values of four fall; the last has not come. */
const PAST: PastForecast = {
	window: { from: 0, to: 40 * MINUTE_MS, stepMs: 5 * MINUTE_MS },
	points: [30, 50, 80, 40, undefined].map((truth, index) => ({
		at: index * 10 * MINUTE_MS,
		p10: 20,
		p50: 40,
		p90: 60,
		...(truth !== undefined && { truth })
	}))
};
const answer = (value: PastForecast | undefined) => ({ value, problem: undefined, asking: false });
const props = {
	past: answer(PAST),
	metrics: ['mem_used_pct', 'cpu_user_pct'],
	metric: 'mem_used_pct',
	stepMinutes: 5,
	onmetric: () => undefined
};
const pathOf = (container: HTMLElement, name: string) =>
	container.querySelector(`path.${name}`)?.getAttribute('d');

test('the forecast is drawn under what came, on the metric’s own scale', async () => {
	const screen = await render(PastForecasts, props);
	const figure = screen.getByRole('figure');
	await expect.element(figure).toMatchTextContent(/3 of 4 actual values fell within the band\./);
	await expect.element(figure).toMatchTextContent(/Scale 0\.0% to 100\.0%/);
	expect(pathOf(screen.container, 'band')).toMatch(/^M0\.00 40\.00.*L0\.00 80\.00Z$/);
	expect(pathOf(screen.container, 'median')).toBe(
		'M0.00 60.00L25.00 60.00L50.00 60.00L75.00 60.00L100.00 60.00'
	);
	// What has not come is not drawn.
	expect(pathOf(screen.container, 'actual')).toBe(
		'M0.00 70.00L25.00 50.00L50.00 20.00L75.00 60.00'
	);
	await expect.element(screen.getByText('30 min ahead, last 8 h')).toBeVisible();
});

test('the metric is chosen among those that the server has, in the usual order', async () => {
	const onmetric = vi.fn();
	const screen = await render(PastForecasts, { ...props, onmetric });
	const select = screen.getByRole('combobox', { name: 'Metric' });
	await expect.element(select).toHaveValue('mem_used_pct');
	expect([...screen.container.querySelectorAll('option')].map(({ text }) => text)).toEqual([
		'CPU user',
		'Memory'
	]);
	await select.selectOptions('CPU user');
	expect(onmetric).toHaveBeenCalledWith('cpu_user_pct');
});

test('nothing is drawn while no forecast can be checked', async () => {
	const screen = await render(PastForecasts, { ...props, past: answer({ ...PAST, points: [] }) });
	await expect.element(screen.getByText(/No forecast of this metric can be checked/)).toBeVisible();
	expect(screen.container.querySelector('svg')).toBeNull();
});
