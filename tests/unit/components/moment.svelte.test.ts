import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Moment from '#components/common/Moment.svelte';
import { clockTime, dateAndTime } from '#core/format.ts';

const NOON = new Date(2026, 0, 15, 12).getTime();
const DAY_MS = 86_400_000;

const shown = (container: HTMLElement) => container.querySelector('time')?.firstChild?.textContent;

test('a moment of today is a time of day', async () => {
	const at = NOON - 3_600_000;
	const screen = await render(Moment, { at, now: NOON });
	await expect.poll(() => shown(screen.container)).toBe(clockTime(at, 'viewer'));
});

test('a moment of another day has its date', async () => {
	const at = NOON - 3 * DAY_MS;
	const screen = await render(Moment, { at, now: NOON });
	await expect.poll(() => shown(screen.container)).toBe(dateAndTime(at, 'viewer'));
	await screen.rerender({ at: NOON });
	await expect.poll(() => shown(screen.container)).toBe(clockTime(NOON, 'viewer'));
	await screen.rerender({ now: NOON + DAY_MS });
	await expect.poll(() => shown(screen.container)).toBe(dateAndTime(NOON, 'viewer'));
});
