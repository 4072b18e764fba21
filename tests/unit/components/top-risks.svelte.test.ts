import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Address } from '#components/common/address.ts';
import TopRisksView from '#components/top-risks/TopRisksView.svelte';
import type { MetricsState, RiskState } from '#core/topics/states.ts';
import { FLOORS } from './sample.ts';

const RISK: RiskState = {
	ppdb001: { score: 91.5, level: 'critical', profile: 'Database' },
	ppweb001: { score: 12, level: 'healthy', profile: 'Web API', silent: true }
};
const METRICS: MetricsState = {
	ppdb001: { cpu: [60, 70], memory: [3.3, 8.3], disk: [80, 90] },
	ppweb001: { cpu: [10, 10] }
};
const props = {
	risk: RISK,
	metrics: METRICS,
	freshness: { kind: 'live' },
	thresholds: FLOORS,
	stepMinutes: 5,
	count: 5,
	oncount: () => undefined,
	serverHref: (server: string) => `/server?name=${encodeURIComponent(server)}` as Address
} as const;
const STALE = { kind: 'stale', cause: 'daemon' } as const;

test('waiting says what for, and promises nothing while nothing can come', async () => {
	const screen = await render(TopRisksView, { ...props, risk: undefined, metrics: undefined });
	await expect.element(screen.getByText('Waiting for risks and metrics')).toBeVisible();
	await screen.rerender({ freshness: STALE });
	await expect.element(screen.getByText('No data yet')).toBeVisible();
	expect(screen.container.textContent).not.toMatch(/automatically/);
});

test('risks whose metrics are still to come are not called steady or unreported', async () => {
	const screen = await render(TopRisksView, { ...props, metrics: undefined });
	await expect.element(screen.getByText('Waiting for risks and metrics')).toBeVisible();
	expect(screen.container.textContent).not.toMatch(/not reported|steady/);
});

test('an empty fleet is shown as empty and not called healthy', async () => {
	const screen = await render(TopRisksView, { ...props, risk: {}, metrics: {} });
	await expect.element(screen.getByText('No servers', { exact: true })).toBeVisible();
	expect(screen.container.textContent).not.toMatch(/healthy/);
});

test('live shows the highest first, and a metric that a server lacks is not reported', async () => {
	const screen = await render(TopRisksView, props);
	const [first, second] = screen.container.querySelectorAll('ol > li');
	expect(first?.textContent).toMatch(/ppdb001.*watch in the next 30 min/s);
	expect(first?.textContent).toMatch(/Memory\s*3\.3%.*8\.3%\s*steady, \+5\.0\s*points/s);
	expect(first?.textContent).toMatch(/Disk\s*80\.0% → 90\.0%/);
	expect(second?.textContent).toMatch(/silent.*Memory\s*not reported/s);
});

test('the meaning of a gauge’s lines is explained once', async () => {
	const screen = await render(TopRisksView, props);
	expect(screen.container.textContent.match(/degraded from 50/g)).toHaveLength(1);
	expect([...screen.container.querySelectorAll('.gauge line')]).toHaveLength(6);
});

test('stale keeps everything that was shown', async () => {
	const screen = await render(TopRisksView, props);
	const live = screen.container.textContent;
	await screen.rerender({ freshness: STALE });
	expect(screen.container.textContent).toBe(live);
});

test('a memory of 93 percent is warning here as on the server’s own page', async () => {
	const screen = await render(TopRisksView, {
		...props,
		metrics: { ...METRICS, ppdb001: { memory: [93, 93] } }
	});
	expect(screen.container.querySelector('ol > li .metrics')?.textContent).toMatch(
		/93\.0%.*warning/s
	);
	expect(screen.container.querySelector('ol > li .metrics')?.textContent).not.toMatch(/critical/);
});

test('all systems are not called healthy while a metric anywhere is over its limit', async () => {
	const calm: RiskState = {
		a: { score: 12, level: 'healthy', profile: 'Generic' },
		b: { score: 3, level: 'healthy', profile: 'Generic' }
	};
	const shown = { ...props, risk: calm, metrics: { b: { disk: [96, 96] } } as MetricsState };
	const screen = await render(TopRisksView, shown);
	expect(screen.container.textContent).not.toMatch(/All systems healthy/);
	expect(screen.container.textContent).toMatch(
		/1 server has a metric over its limit.*Disk\s*96\.0% now at\s*b/s
	);
	expect(screen.container.textContent).toMatch(/b.*Look at Disk/s);
	await screen.rerender({ metrics: { b: { disk: [10, 10] } } });
	expect(screen.container.textContent).toMatch(/All systems healthy/);
});
