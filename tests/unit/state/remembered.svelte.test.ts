import { flushSync } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { BRANDS } from '#core/brand/brand.ts';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { FleetState } from '#state/fleet-state.svelte.ts';
import { Preferences } from '#state/preferences.svelte.ts';

const root = document.documentElement;

beforeEach(() => {
	localStorage.clear();
	delete root.dataset['theme'];
	delete root.dataset['palette'];
});

test('a chosen theme and palette are on the document at once, and there again on the next visit', () => {
	const preferences = new Preferences();
	expect([preferences.theme, preferences.palette]).toEqual(['system', 'standard']);
	preferences.theme = 'dark';
	preferences.palette = 'colour-blind-safe';
	expect({ ...root.dataset }).toMatchObject({ theme: 'dark', palette: 'colour-blind-safe' });
	const later = new Preferences();
	expect([later.theme, later.palette]).toEqual(['dark', 'colour-blind-safe']);
});

test('going back to the usual leaves no mark on the document', () => {
	const preferences = new Preferences();
	preferences.theme = 'light';
	preferences.theme = 'system';
	expect(root.dataset).not.toHaveProperty('theme');
});

test.for(['', '{', 'null', '7', '{"theme":"plaid","palette":7}'])(
	'a browser that remembers %j gets the usual looks',
	(stored) => {
		localStorage.setItem('fleetcast.display', stored);
		const preferences = new Preferences();
		expect([preferences.theme, preferences.palette]).toEqual(['system', 'standard']);
	}
);

function fleetState({ demo = false } = {}): FleetState {
	return new FleetState({
		settings: {
			brand: BRANDS.fleetcast,
			version: '1.0.0',
			demo,
			tickMs: 5_000,
			stepMinutes: 5,
			thresholds: DEFAULT_THRESHOLDS,
			levelHoldMs: 60_000,
			polling: false,
			role: 'viewer',
			signIn: false
		}
	});
}

test('a chosen cadence is there again on the next visit, once the page is open', () => {
	fleetState().everyMs = 120_000;
	const later = fleetState();
	// What the server rendered must be what the browser first renders.
	expect(later.everyMs).toBe(30_000);
	const close = later.open();
	expect(later.everyMs).toBe(120_000);
	close();
});

test('a demo is as fast as its fleet changes, until its user chooses', () => {
	const fleet = fleetState({ demo: true });
	expect(fleet.everyMs).toBe(5_000);
	const close = fleet.open();
	expect(fleet.everyMs).toBe(5_000);
	close();
	fleet.everyMs = 120_000;
	const later = fleetState({ demo: true });
	const closeLater = later.open();
	expect(later.everyMs).toBe(120_000);
	closeLater();
});

test('what reads the cadence looks again when it changes', () => {
	const fleet = fleetState();
	const seen: number[] = [];
	const stop = $effect.root(() => {
		$effect(() => void seen.push(fleet.everyMs));
	});
	flushSync();
	fleet.everyMs = 10_000;
	flushSync();
	expect(seen).toEqual([30_000, 10_000]);
	stop();
});
