import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import LevelMark from '#components/common/LevelMark.svelte';
import Announcer from '#components/frame/Announcer.svelte';
import CadenceSlider from '#components/frame/CadenceSlider.svelte';
import ConnectionStatus from '#components/frame/ConnectionStatus.svelte';
import DisplayChoice from '#components/frame/DisplayChoice.svelte';
import NoticeBar from '#components/frame/NoticeBar.svelte';
import StaleBand from '#components/frame/StaleBand.svelte';
import WallStaleBand from '#components/wall/WallStaleBand.svelte';
import RefreshButton from '#components/frame/RefreshButton.svelte';
import { LEVELS } from '#core/levels/levels.ts';

test('each level is a word and a shape of its own', async () => {
	const shapes = new Set<string>();
	for (const level of LEVELS) {
		const screen = await render(LevelMark, { level });
		await expect.element(screen.getByText(level)).toBeVisible();
		shapes.add(screen.container.querySelector('path')?.getAttribute('d') ?? '');
		await screen.unmount();
	}
	expect(shapes.size).toBe(LEVELS.length);
});

test('a level without room for its word still says it to a screen reader', async () => {
	const screen = await render(LevelMark, { level: 'critical', wordless: true });
	expect(screen.container.textContent.trim()).toBe('critical');
});

test('the slider moves by keyboard, one stop at a time, and says its value', async () => {
	const onchange = vi.fn();
	const screen = await render(CadenceSlider, { everyMs: 30_000, onchange });
	const slider = screen.getByRole('slider', { name: 'Update every' });
	await expect.element(slider).toHaveAttribute('aria-valuetext', 'every 30 seconds');
	await expect.element(screen.getByRole('status')).toMatchTextContent('30 s');
	await userEvent.tab();
	await userEvent.keyboard('{ArrowRight}');
	expect(onchange).toHaveBeenLastCalledWith(60_000);
	await userEvent.keyboard('{Home}');
	expect(onchange).toHaveBeenLastCalledWith(5_000);
	await userEvent.keyboard('{End}');
	expect(onchange).toHaveBeenLastCalledWith(300_000);
});

test('the place for the connection reads out its state and not the ticking age', async () => {
	const screen = await render(ConnectionStatus, {
		connection: { kind: 'live', headline: 'Live: 20 servers' },
		at: Date.UTC(2026, 0, 1, 12),
		ageMs: 3000,
		nextMs: 4200,
		warmup: undefined
	});
	await expect.element(screen.getByRole('status')).toMatchTextContent(/^\s*Live: 20 servers\s*$/);
	await expect.element(screen.getByText(/data 3 s old/)).toBeVisible();
	await expect.element(screen.getByText(/next in 5 s/)).toBeVisible();
	await expect.element(screen.getByTitle('2026-01-01 12:00:00 UTC')).toBeVisible();
	expect(screen.container.querySelector('[role=status] .age, [role=status] time')).toBeNull();
});

test('stale data without a known age are at least as old as they have been on screen', async () => {
	const band = await render(StaleBand, { ageMs: undefined, heldMs: 484_000 });
	await expect.element(band.getByText('over 8 min 04 s')).toBeVisible();
	const wall = await render(WallStaleBand, {
		ageMs: undefined,
		heldMs: 484_000,
		reason: undefined,
		title: 'Overview'
	});
	await expect.element(wall.getByText('over 8 min 04 s old')).toBeVisible();
});

test('a daemon that is down shows why, since when and what to do', async () => {
	const screen = await render(ConnectionStatus, {
		connection: {
			kind: 'down',
			headline: 'Daemon down',
			reason: 'The daemon refuses connections.',
			since: Date.UTC(2026, 0, 1, 12),
			cure: 'Start the prediction daemon.'
		},
		at: undefined,
		ageMs: undefined,
		nextMs: undefined,
		warmup: undefined
	});
	await expect.element(screen.getByText('The daemon refuses connections.')).toBeVisible();
	await expect.element(screen.getByText(/^since/)).toBeVisible();
	await expect.element(screen.getByText('Start the prediction daemon.')).toBeVisible();
});

test('warm-up shows true progress, then that the model is ready, and only to those who saw it', async () => {
	const still = {
		connection: { kind: 'warming', headline: 'Warming up' },
		at: undefined,
		ageMs: undefined,
		nextMs: undefined
	} as const;
	const ready = { phase: 'ready', progressPercent: 100, message: 'Ready' } as const;
	const screen = await render(ConnectionStatus, {
		...still,
		warmup: {
			phase: 'collecting',
			progressPercent: 41.3,
			ready: 3,
			total: 20,
			message: 'Warming up',
			remainingMs: 260_000
		}
	});
	const progress = screen.getByRole('progressbar', { name: '3 of 20 servers ready' });
	await expect.element(progress).toHaveAttribute('value', '41.3');
	await expect.element(screen.getByText('41%, about 4 min 20 s left')).toBeVisible();
	await screen.rerender({ warmup: ready });
	await expect.element(screen.getByText('Model ready')).toBeVisible();
	await screen.unmount();

	const later = await render(ConnectionStatus, { ...still, warmup: ready });
	expect(later.container.textContent).not.toContain('Model ready');
});

test('that the model is ready takes no room, so nothing moves when it comes or has gone', async () => {
	const live = {
		connection: { kind: 'live', headline: 'Live: 90 servers' },
		at: 1,
		ageMs: 1_000,
		nextMs: 4_000
	} as const;
	const collecting = { phase: 'collecting', progressPercent: 90, message: 'Nearly' } as const;
	const screen = await render(ConnectionStatus, { ...live, warmup: collecting });
	screen.container.style.inlineSize = '34rem';
	const height = () => screen.container.querySelector('.place')?.clientHeight;
	await screen.rerender({ warmup: { phase: 'ready', progressPercent: 100, message: 'Ready' } });
	await expect.element(screen.getByText('Model ready')).toBeVisible();
	const withWords = height();
	screen.getByText('Model ready').element().remove();
	expect(height()).toBe(withWords);
});

test('on a phone the word that the model is ready lies on no control below', async () => {
	const collecting = { phase: 'collecting', progressPercent: 90, message: 'Nearly' } as const;
	await page.viewport(360, 780);
	const screen = await render(ConnectionStatus, {
		connection: { kind: 'live', headline: 'Live: 90 servers' },
		at: 1,
		ageMs: 1_000,
		nextMs: 4_000,
		warmup: collecting
	});
	await screen.rerender({ warmup: { phase: 'ready', progressPercent: 100, message: 'Ready' } });
	const ready = screen.getByText('Model ready');
	await expect.element(ready).toBeVisible();
	const line = screen.container.querySelector('.headline')?.getBoundingClientRect();
	expect(ready.element().getBoundingClientRect().bottom).toBeLessThanOrEqual(line?.bottom ?? 0);
	await page.viewport(1280, 800);
});

test('refresh keeps its place while it works, asks once, and tells what came of it', async () => {
	const onrefresh = vi.fn();
	const screen = await render(RefreshButton, { busy: false, outcome: undefined, onrefresh });
	const button = screen.getByRole('button');
	const width = button.element().getBoundingClientRect().width;
	await button.click();
	await screen.rerender({ busy: true });
	await expect.element(button).toMatchTextContent('Asking…');
	expect(button.element().getBoundingClientRect().width).toBe(width);
	await userEvent.keyboard('{Enter}');
	expect(onrefresh).toHaveBeenCalledTimes(1);
	await screen.rerender({ busy: false, outcome: 'Fresh: tick 7' });
	await expect.element(screen.getByRole('status')).toMatchTextContent('Fresh: tick 7');
});

test('a new version offers to reload, a goodbye does not', async () => {
	const onreload = vi.fn();
	const screen = await render(NoticeBar, {
		notice: { kind: 'goodbye', detail: 'Fleetcast restarts.' },
		onreload
	});
	expect(screen.getByRole('button').elements()).toHaveLength(0);
	await screen.rerender({ notice: { kind: 'new-version', detail: 'There is a new version.' } });
	await screen.getByRole('button', { name: 'Reload' }).click();
	expect(onreload).toHaveBeenCalledOnce();
});

test('theme and palette are chosen, each at once', async () => {
	const ontheme = vi.fn();
	const onpalette = vi.fn();
	const screen = await render(DisplayChoice, {
		theme: 'system',
		palette: 'standard',
		ontheme,
		onpalette
	});
	await screen.getByRole('radio', { name: 'Dark' }).click();
	await screen.getByRole('radio', { name: 'Safe for colour blindness' }).click();
	expect(ontheme).toHaveBeenCalledWith('dark');
	expect(onpalette).toHaveBeenCalledWith('colour-blind-safe');
});

test('more critical servers are read out politely, an unchanged fleet is not', async () => {
	const screen = await render(Announcer, { status: 'healthy', critical: 0 });
	const region = screen.container.querySelector('[aria-live=polite]');
	expect(region?.textContent).toBe('');
	await screen.rerender({ critical: 2 });
	await expect.poll(() => region?.textContent).toBe('2 servers critical, 0 before.');
});
