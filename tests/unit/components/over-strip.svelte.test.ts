import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Address } from '#components/common/address.ts';
import KeyFigures from '#components/overview/KeyFigures.svelte';
import OverStrip from '#components/overview/OverStrip.svelte';
import { OVER_FLEET, SUMMARY } from './sample.ts';

const props = {
	outlookFleet: OVER_FLEET,
	placeWhatCame: undefined,
	stepMinutes: 5,
	at: Date.UTC(2026, 0, 1, 12),
	href: '/' as Address
};

const text = (element: Element) => element.textContent.replace(/\s+/g, ' ');

test('the figures tell who is likely over a limit by then, with the daemon’s mean score called so', async () => {
	const { container } = await render(KeyFigures, {
		summary: SUMMARY,
		over: OVER_FLEET.all,
		stepMinutes: 5
	});
	expect(text(container)).toMatch(/Likely over a limit, 30 min ?2 ?mean score 35\.8%/);
	expect(text(container)).toMatch(/Likely over a limit, 8 h ?4 ?mean score 78\.0%/);
	expect(text(container)).not.toContain('ncident');
});

test('before the outlook is known the figures say nothing', async () => {
	const { container } = await render(KeyFigures, {
		summary: undefined,
		over: undefined,
		stepMinutes: 5
	});
	expect(text(container)).toMatch(/Likely over a limit, 30 min ?–/);
});

test('the strip says in words what it draws, and leads to Next 8 hours', async () => {
	const screen = await render(OverStrip, props);
	await expect.element(screen.getByText('1 server over a limit now')).toBeVisible();
	await expect.element(screen.getByText('1 likely (p50) in 8 h')).toBeVisible();
	await expect.element(screen.getByText('6 possible (p90) in 8 h')).toBeVisible();
	await expect.element(screen.getByRole('link', { name: /Next 8 hours/ })).toBeVisible();
	await screen.rerender({ outlookFleet: undefined });
	await expect.element(screen.getByText('Nothing is known yet.')).toBeVisible();
});
