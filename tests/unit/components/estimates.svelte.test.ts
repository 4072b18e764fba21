import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import AlertingView from '#components/alerting/AlertingView.svelte';
import type { Address } from '#components/common/address.ts';
import CostView from '#components/cost/CostView.svelte';
import RemediationView from '#components/remediation/RemediationView.svelte';
import { USUAL_MESSAGE_SORT } from '#core/alerting/message-table.ts';
import { USUAL_COST_SORT } from '#core/cost/cost-table.ts';
import { costInputs } from '#core/cost/inputs.ts';
import { USUAL_PLAN_SORT } from '#core/remediation/plan-table.ts';
import type { RiskState } from '#core/topics/states.ts';
import { ALERTS, SUMMARY } from './sample.ts';

const RISK: RiskState = {
	ppdb001: { score: 91.5, level: 'critical', profile: 'Database' },
	'<b>x</b>': { score: 70, level: 'warning', profile: 'Web API', silent: true },
	calm: { score: 5, level: 'healthy', profile: 'Generic' }
};
const HOUR_MS = 3_600_000;
const ignore = () => undefined;
const shared = {
	freshness: { kind: 'live' },
	serverHref: (server: string) => `/server?name=${encodeURIComponent(server)}` as Address,
	onsort: ignore
} as const;
const alerting = {
	...shared,
	summary: SUMMARY,
	risk: RISK,
	alerts: ALERTS,
	stepMinutes: 5,
	severity: 'all',
	onseverity: ignore,
	sort: USUAL_MESSAGE_SORT,
	filter: '',
	onfilter: ignore
} as const;
const remediation = {
	...shared,
	risk: RISK,
	sort: USUAL_PLAN_SORT,
	filter: '',
	onfilter: ignore
};
const cost = {
	...shared,
	risk: RISK,
	kept: undefined,
	inputs: costInputs(),
	faults: [],
	oninputs: ignore,
	onreset: ignore,
	sort: USUAL_COST_SORT
};
const STALE = { freshness: { kind: 'stale', cause: 'offline' } } as const;
const NOTHING = { risk: undefined, freshness: { kind: 'waiting' } } as const;

const face = (container: Element) =>
	container.querySelector('[data-face]')?.getAttribute('data-face');

test('waiting shows no number of messages, of actions or of money', async () => {
	const { container: messages } = await render(AlertingView, { ...alerting, ...NOTHING });
	expect(face(messages)).toBe('waiting');
	expect(messages.textContent).not.toMatch(/\d+ messages?|No message/);
	const { container: plan } = await render(RemediationView, { ...remediation, ...NOTHING });
	expect(face(plan)).toBe('waiting');
	expect(plan.querySelector('.figures')?.textContent).not.toMatch(/\d/);
	const { container: money } = await render(CostView, { ...cost, ...NOTHING });
	expect(face(money)).toBe('waiting');
	expect(money.querySelector('.figures')?.textContent).not.toMatch(/\d|excellent|long/);
});

test('waiting without any connection promises nothing', async () => {
	for (const view of [
		await render(AlertingView, { ...alerting, risk: undefined, ...STALE }),
		await render(RemediationView, { ...remediation, risk: undefined, ...STALE }),
		await render(CostView, { ...cost, risk: undefined, ...STALE })
	])
		expect(view.container.textContent).toContain('No data yet');
});

test('stale keeps what was last true', async () => {
	const { container: messages } = await render(AlertingView, { ...alerting, ...STALE });
	expect(face(messages)).toBe('stale');
	expect(messages.querySelector('.total')?.textContent).toMatch(/messages?: 1 imminent/);
	const { container: plan } = await render(RemediationView, { ...remediation, ...STALE });
	expect(face(plan)).toBe('stale');
	expect(plan.querySelector('.figures')?.textContent).toMatch(/Queued\s*2/);
	const { container: money } = await render(CostView, { ...cost, ...STALE });
	expect(face(money)).toBe('stale');
	expect(money.querySelector('[data-figure=high]')?.textContent.trim()).toBe('2');
});

test('a name that is markup is a name, and a silent server is said to be one', async () => {
	const screen = await render(AlertingView, alerting);
	await expect.element(screen.getByRole('link', { name: '<b>x</b>' })).toBeVisible();
	await expect.element(screen.getByText(/it may be silent/)).toBeVisible();
});

test('a day that is kept is projected beside this instant, and its length is told', async () => {
	const keptMs = 30 * HOUR_MS;
	const screen = await render(CostView, {
		...cost,
		kept: { keptMs, highServerMs: keptMs / 2, mediumServerMs: 0 }
	});
	const cells = (figure: string) =>
		[...screen.container.querySelectorAll(`[data-figure=${figure}]`)].map((cell) =>
			cell.textContent.trim()
		);
	expect(cells('high')).toEqual(['2', '0.5']);
	expect(cells('monthly')).toEqual(['$6,375,000', '$1,593,750']);
	await expect.element(screen.getByText(/now 1 d 6 h/)).toBeVisible();
});

test('less than a day projects nothing, and says so', async () => {
	const keptMs = 23 * HOUR_MS;
	const screen = await render(CostView, {
		...cost,
		kept: { keptMs, highServerMs: keptMs, mediumServerMs: 0 }
	});
	await expect.element(screen.getByText('not enough history yet')).toBeVisible();
	await expect.element(screen.getByText(/now 23 h 00 min/)).toBeVisible();
});
