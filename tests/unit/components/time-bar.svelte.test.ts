import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import TimeBar from '#components/frame/TimeBar.svelte';
import { localFieldValue } from '#core/time-zone.ts';

const NOON = new Date(2026, 0, 15, 12).getTime();
/** With seconds: a browser's own field leaves `:00` away. */
const WANTED = NOON - 3_593_000;
const HOUR_MS = 3_600_000;
const props = {
	at: NOON,
	from: NOON - 4 * HOUR_MS,
	to: NOON + 4 * HOUR_MS,
	speed: 1,
	tickMs: 5_000,
	onlive: () => undefined
};

test('a moment that is being typed is not overwritten while the past plays, and is jumped to', async () => {
	const onshow = vi.fn();
	const screen = await render(TimeBar, { ...props, onshow });
	const field = screen.getByLabelText('Jump to, in your zone');
	const typed = localFieldValue(WANTED);
	await field.fill(typed);
	await screen.rerender({ at: NOON + 5_000 });
	await expect.element(screen.getByText(/12:00:05/)).toBeVisible();
	await expect.element(field).toHaveValue(typed);
	await screen.getByRole('button', { name: 'Jump' }).click();
	expect(onshow).toHaveBeenLastCalledWith(WANTED, 1);
	await screen.rerender({ at: WANTED + 5_000 });
	await expect.element(field).toHaveValue(localFieldValue(WANTED + 5_000));
});

test('a moment that was simulated says so', async () => {
	const onshow = () => undefined;
	const screen = await render(TimeBar, { ...props, onshow });
	await expect.element(screen.getByText('Simulated')).not.toBeInTheDocument();
	await screen.rerender({ simulatedUntil: NOON });
	await expect.element(screen.getByText('Simulated')).toBeVisible();
	await screen.rerender({ at: NOON + 5_000 });
	await expect.element(screen.getByText('Simulated')).not.toBeInTheDocument();
});

test('the field follows time until someone types in it, and again after Escape', async () => {
	const screen = await render(TimeBar, { ...props, onshow: () => undefined });
	const field = screen.getByLabelText('Jump to, in your zone');
	await screen.rerender({ at: NOON + 5_000 });
	await expect.element(field).toHaveValue(localFieldValue(NOON + 5_000));
	await field.fill(localFieldValue(NOON));
	await userEvent.keyboard('{Escape}');
	await expect.element(field).toHaveValue(localFieldValue(NOON + 5_000));
});
