import { createRawSnippet, flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FleetState } from '#state/fleet-state.svelte.ts';
import CostPage from '../../../src/routes/(views)/cost/+page.svelte';
import DriftPage from '../../../src/routes/(views)/drift/+page.svelte';
import OneServer from '../../../src/routes/(views)/server/OneServer.svelte';
import InFleet from './InFleet.svelte';

const MINUTE_MS = 60_000;
const NOW = Date.UTC(2026, 0, 15, 12);
const THEN = NOW - 120 * MINUTE_MS;
const settings = { thresholds: {}, stepMinutes: 5, demo: false };

const asked: string[] = [];
beforeEach(() => {
	asked.length = 0;
	vi.stubGlobal('fetch', (url: string) => {
		asked.push(url);
		return new Promise(() => undefined);
	});
});
afterEach(() => vi.unstubAllGlobals());

/** What a page holds of the fleet, as the test says. */
class Held {
	at = $state<number | undefined>(NOW);
	past = $state.raw<{ wanted?: object; shown?: object }>({});
	history = $state.raw<object>();
	freshness = { kind: 'waiting' };
	state(topic: string) {
		return topic === 'history' ? this.history : undefined;
	}
}

function open(view: Component<never>, fleet: Held, props: object): () => Promise<void> {
	const children = createRawSnippet(() => ({
		render: () => '<div></div>',
		setup(target) {
			const inner = mount(view, { target, props: props as never });
			return () => void unmount(inner);
		}
	}));
	const outer = mount(InFleet, {
		target: document.body,
		props: { fleet: fleet as unknown as FleetState, children }
	});
	flushSync();
	return () => unmount(outer);
}

const VIEWS: [string, Component<never>, object][] = [
	['Cost', CostPage as Component<never>, { data: { settings } }],
	['Server', OneServer as Component<never>, { name: 'web1', settings }],
	['Drift', DriftPage as Component<never>, { data: { settings } }]
];

test.each(VIEWS)(
	'%s never asks for the present while a moment of the past is wanted',
	async (_, view, props) => {
		const fleet = new Held();
		fleet.past = { wanted: { at: THEN, speed: 0 } };
		const close = open(view, fleet, props);
		expect(asked.length).toBeGreaterThan(0);
		for (const url of asked) expect(url).toContain('until=2026-01-15T10');
		await close();
	}
);

test.each(VIEWS)(
	'%s asks once where the first minute is heard of after opening',
	async (_, view, props) => {
		const fleet = new Held();
		const close = open(view, fleet, props);
		fleet.history = { keeping: true, newestMinute: NOW - MINUTE_MS };
		flushSync();
		expect(asked).toHaveLength(1);
		await close();
	}
);
