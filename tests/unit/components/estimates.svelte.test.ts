import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import AlertingView from '#components/alerting/AlertingView.svelte';
import type { Address } from '#components/common/address.ts';
import CostView from '#components/cost/CostView.svelte';
import RemediationView from '#components/remediation/RemediationView.svelte';
import { USUAL_MESSAGE_SORT } from '#view-models/alerting/message-table.ts';
import { USUAL_COST_SORT } from '#view-models/cost/cost-table.ts';
import { costInputs } from '#core/cost/inputs.ts';
import type { KeptRisk } from '#view-models/cost/projection.ts';
import type { Answer } from '#view-models/history/answer.ts';
import { USUAL_PLAN_SORT } from '#view-models/remediation/plan-table.ts';
import type { RiskState } from '#core/topics/states.ts';
import { ALERTS, SUMMARY, tableChoices } from './sample.ts';

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
	holdMs: 60_000,
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
const NO_HISTORY: Answer<KeptRisk> = {
	value: undefined,
	problem: { kind: 'history-absent', detail: 'Fleetcast keeps no history here.' },
	asking: false
};
const answered = (value: KeptRisk): Answer<KeptRisk> => ({
	value,
	problem: undefined,
	asking: false
});
const cost = {
	freshness: shared.freshness,
	demo: false,
	serverHref: shared.serverHref,
	risk: RISK,
	kept: NO_HISTORY,
	inputs: costInputs(),
	faults: [],
	oninputs: ignore,
	onreset: ignore,
	table: tableChoices(USUAL_COST_SORT)
};
const STALE = { freshness: { kind: 'stale', cause: 'offline' } } as const;
const NOTHING = { risk: undefined, freshness: { kind: 'waiting' } } as const;

const face = (container: Element) =>
	container.querySelector('[data-view-state]')?.getAttribute('data-view-state');

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

test('a risk that has not lasted is pending, and one that has is sent until it has been under for as long', async () => {
	const risk: RiskState = {
		rising: {
			score: 65,
			level: 'warning',
			profile: 'Web API',
			steady: { score: 10, level: 'healthy' }
		},
		easing: {
			score: 20,
			level: 'healthy',
			profile: 'Web API',
			steady: { score: 92, level: 'critical' }
		}
	};
	const summary = { ...SUMMARY, risk30mPercent: 75, steady: { risk30mPercent: 30 } };
	const { container } = await render(AlertingView, { ...alerting, summary, risk, alerts: {} });
	expect(container.querySelector('.total')?.textContent).toMatch(/1 imminent/);
	expect(container.querySelector('.hold')?.textContent).toMatch(/lasted 60 s/);
	expect(container.querySelector('.hold')?.textContent).toMatch(/2 more messages pending/);
	expect(container.textContent).toContain('risk was at or over 90 a moment ago');
	expect(container.textContent).toMatch(/over 70%75\.0%critical.*pending/);
});

const figure = (container: Element, index: number) =>
	container.querySelectorAll('.figures .figure')[index]?.textContent;

test('once a day is kept the projection leads, the figure at current risk beside it, and it says so', async () => {
	const keptMs = 30 * HOUR_MS;
	const { container } = await render(CostView, {
		...cost,
		kept: answered({ keptMs, highServerMs: keptMs / 2, mediumServerMs: 0 })
	});
	const cells = (line: string) =>
		[...container.querySelectorAll(`[data-figure=${line}]`)].map((cell) => cell.textContent.trim());
	expect(cells('high')).toEqual(['2', '0.5']);
	expect(cells('monthly')).toEqual(['$6,375,000', '$1,593,750']);
	expect(container.querySelector('.basis')?.textContent).toMatch(
		/Projected from 1 d 6 h of history/
	);
	expect(figure(container, 1)).toMatch(/\$1,593,750\s*at current risk: \$6,375,000/);
});

const CLAIMS = /[$€]\d|excellent$|strong$|good$|long$|months$/;

test('less than a day projects nothing, and no money or verdict stands anywhere but in the method', async () => {
	const keptMs = 23 * HOUR_MS;
	const { container } = await render(CostView, {
		...cost,
		kept: answered({ keptMs, highServerMs: keptMs, mediumServerMs: 0 })
	});
	expect(container.textContent).toMatch(/not enough history yet.*now 23 h 00 min/s);
	expect(container.querySelector('.basis')?.textContent).toMatch(/Not estimated yet.*23 h 00 min/s);
	expect(container.querySelector('.figures')?.textContent).not.toMatch(/\d/);
	for (const cell of container.querySelectorAll('[data-figure]'))
		expect(cell.textContent.trim()).not.toMatch(CLAIMS);
});

test('of demo data no money and no verdict is claimed, however long they are kept', async () => {
	const keptMs = 100 * HOUR_MS;
	const { container } = await render(CostView, {
		...cost,
		demo: true,
		kept: answered({ keptMs, highServerMs: keptMs, mediumServerMs: 0 })
	});
	expect(container.querySelector('.basis')?.textContent).toMatch(/demo data/);
	expect(container.querySelector('.figures')?.textContent).not.toMatch(/\d/);
	for (const cell of container.querySelectorAll('[data-figure]'))
		expect(cell.textContent.trim()).not.toMatch(CLAIMS);
	const high = [...container.querySelectorAll('[data-figure=high]')];
	expect(high.map((cell) => cell.textContent.trim())).toEqual(['2', '1']);
});

test('until it is known whether there is a projection no other figure takes its place', async () => {
	const { container } = await render(CostView, {
		...cost,
		kept: { value: undefined, problem: undefined, asking: true }
	});
	expect(container.querySelector('.figures')?.textContent).not.toMatch(/\d/);
	expect(container.querySelector('[data-figure=monthly]')?.textContent.trim()).toBe('–');
});

test('a level in the plan and among the servers at risk is a word too, not a colour and a shape alone', async () => {
	for (const view of [await render(RemediationView, remediation), await render(CostView, cost)]) {
		const level = view.container.querySelector('tbody [data-level=critical]');
		expect(level?.textContent).toContain('critical');
		expect(level?.querySelector('.visually-hidden')).toBeNull();
	}
});

test('the servers at risk can be filtered', async () => {
	const table = { ...cost.table, filter: 'database' };
	const screen = await render(CostView, { ...cost, table });
	await expect.element(screen.getByRole('link', { name: 'ppdb001' })).toBeVisible();
	await expect.element(screen.getByRole('link', { name: '<b>x</b>' })).not.toBeInTheDocument();
});
