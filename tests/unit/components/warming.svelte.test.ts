import { describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import AlertingView from '#components/alerting/AlertingView.svelte';
import type { Address } from '#components/common/address.ts';
import CostView from '#components/cost/CostView.svelte';
import FoundServer from '#components/frame/FoundServer.svelte';
import NextHoursView from '#components/next-hours/NextHoursView.svelte';
import HeatmapView from '#components/heatmap/HeatmapView.svelte';
import InsightsView from '#components/insights/InsightsView.svelte';
import RemediationView from '#components/remediation/RemediationView.svelte';
import TopRisksView from '#components/top-risks/TopRisksView.svelte';
import { USUAL_MESSAGE_SORT } from '#view-models/alerting/message-table.ts';
import { USUAL_COST_SORT } from '#view-models/cost/cost-table.ts';
import { costInputs } from '#core/cost/inputs.ts';
import { USUAL_HEATMAP } from '#view-models/heatmap/choice.ts';
import { USUAL_PLAN_SORT } from '#view-models/remediation/plan-table.ts';
import type { RiskState } from '#core/topics/states.ts';
import { FLOORS, SUMMARY, tableChoices } from './sample.ts';

const WARM: RiskState = {
	web1: { score: 4, level: 'healthy', profile: 'Web API' },
	web2: { score: 5, level: 'healthy', profile: 'Web API' }
};
const NEW = { score: 3, level: 'healthy', profile: 'Web API', warming: true } as const;
const SOME: RiskState = { ...WARM, new1: NEW };
const MOST: RiskState = { web1: SOME['web1'] ?? NEW, new1: NEW, new2: NEW };

const ignore = () => undefined;
const href = (server: string) => `/server?name=${encodeURIComponent(server)}` as Address;
const shared = { freshness: { kind: 'live' }, stepMinutes: 5, serverHref: href } as const;
const SAYS = /1 server is warming up: too few data yet to be forecast\s+well:\s+new1/;

const OVER_NONE = {
	servers: 1,
	now: 0,
	likely: {},
	possible: {},
	likelyWithin: [0],
	possibleWithin: [0]
};
const VIEWS = {
	'next hours': (risk: RiskState) =>
		render(NextHoursView, {
			...shared,
			risk,
			metrics: {},
			outlook: {},
			outlookFleet: { all: OVER_NONE, profiles: {} },
			stepMinutes: 5,
			at: undefined,
			accuracy: undefined,
			placeWhatCame: undefined,
			ahead: 0,
			onahead: ignore,
			onlook: ignore,
			filter: { chance: 30 },
			onfilter: ignore
		}),
	heatmap: (risk: RiskState) =>
		render(HeatmapView, {
			...shared,
			outlook: {},
			ahead: 0,
			onahead: ignore,
			at: undefined,
			nextHref: '/' as Address,
			risk,
			metrics: {},
			thresholds: FLOORS,
			choice: USUAL_HEATMAP,
			onchoose: ignore,
			onopen: ignore
		}),
	alerting: (risk: RiskState) =>
		render(AlertingView, {
			...shared,
			...tableChoices(USUAL_MESSAGE_SORT),
			risk,
			summary: { ...SUMMARY, risk30mPercent: 1, risk8hPercent: 1 },
			alerts: {},
			holdMs: 60_000,
			severity: 'all',
			onseverity: ignore
		}),
	remediation: (risk: RiskState) =>
		render(RemediationView, { ...shared, ...tableChoices(USUAL_PLAN_SORT), risk }),
	cost: (risk: RiskState) =>
		render(CostView, {
			...shared,
			risk,
			kept: { value: undefined, problem: undefined, asking: false },
			demo: false,
			inputs: costInputs(),
			faults: [],
			oninputs: ignore,
			onreset: ignore,
			table: tableChoices(USUAL_COST_SORT)
		}),
	insights: (risk: RiskState) =>
		render(InsightsView, {
			...shared,
			risk,
			name: 'new1',
			server: { ...NEW, present: true, metrics: {} },
			explanation: undefined,
			past: false,
			at: 0,
			insightsHref: href
		})
} as const;
const names = Object.keys(VIEWS) as (keyof typeof VIEWS)[];

describe.each(names)('%s', (name) => {
	test('names the server that is warming up, and leads to it', async () => {
		const { container } = await VIEWS[name](SOME);
		const note = container.querySelector('[role=note]');
		expect(note?.textContent).toMatch(SAYS);
		expect(note?.querySelector('a')?.getAttribute('href')).toContain('new1');
	});

	test('says nothing of it while all are warm', async () => {
		const { container } = await VIEWS[name](WARM);
		expect(container.querySelector('[role=note]')).toBeNull();
	});
});

describe.each([
	['alerting', 'Nothing would be sent about a server'],
	['remediation', 'Nothing planned'],
	['cost', 'No server at risk']
] as const)('%s', (name, title) => {
	test('says that it found nothing only of a fleet that it can judge', async () => {
		const titleOf = ({ container }: { container: Element }) =>
			container.querySelector('.notice .title')?.textContent.trim();
		expect(titleOf(await VIEWS[name](WARM))).toBe(title);
		expect(titleOf(await VIEWS[name](SOME))).toBe(`${title} yet`);
		expect(titleOf(await VIEWS[name](MOST))).toBe('Warming up');
	});
});

test('no message counts as none only of a fleet that is warm', async () => {
	const total = ({ container }: { container: Element }) =>
		container.querySelector('.total')?.textContent.trim();
	expect(total(await VIEWS.alerting(WARM))).toBe('No message');
	expect(total(await VIEWS.alerting(SOME))).toBe('No message yet');
});

test('insights gives a warming server the mark of one, in the list and above its explanation', async () => {
	const { container } = await VIEWS.insights(SOME);
	expect(container.querySelector('.risk .level')?.textContent.trim()).toBe('warming');
	expect(container.querySelector('nav a[aria-current] .level')?.textContent.trim()).toBe('warming');
	expect(container.querySelector('.chosen')?.textContent).not.toMatch(/healthy/);
});

test('the heatmap tells what the mark on a cell means', async () => {
	const { container } = await VIEWS.heatmap(SOME);
	expect(container.querySelector('.legend')?.textContent).toMatch(/warming/);
	const { container: warm } = await VIEWS.heatmap(WARM);
	expect(warm.querySelector('.legend')?.textContent).not.toMatch(/warming/);
});

test('a warming cell of the heatmap has no colour, and is not drawn as the warm one beside it', async () => {
	const warmed = { score: NEW.score, level: NEW.level, profile: NEW.profile };
	const screen = await VIEWS.heatmap({ web1: warmed, new1: NEW });
	await expect.element(screen.getByRole('application')).toHaveAttribute('data-drawn', '2');
	const canvas = screen.container.querySelector('canvas');
	/** How opaque the first and the last cell are, one below the other, near an edge of theirs. */
	const opacityAt = (y: number) =>
		canvas?.getContext('2d')?.getImageData(10 * devicePixelRatio, y, 1, 1).data[3];
	const ends = () => [
		opacityAt(40 * devicePixelRatio),
		opacityAt((canvas?.height ?? 0) - 10 * devicePixelRatio)
	];
	await expect.poll(ends).toEqual([0, 255]);
});

test('in top risks and in the search a warming server is neither green nor healthy', async () => {
	const { container: top } = await render(TopRisksView, {
		...shared,
		risk: { new1: NEW },
		metrics: { new1: {} },
		thresholds: FLOORS,
		count: 5,
		oncount: ignore
	});
	expect(top.querySelector('[data-level=healthy]:not(svg)')).toBeNull();
	expect(top.textContent).toMatch(/warming/);
	const { container: option } = await render(FoundServer, {
		entry: { ...NEW, server: 'new1' }
	});
	expect(option.textContent).toMatch(/warming/);
	expect(option.textContent).not.toMatch(/healthy/);
});
