import { expect, test } from '@playwright/test';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import type { Accuracy, AccuracyQuestion } from '#core/accuracy/answer.ts';
import { NO_SCORE } from '#core/accuracy/score.ts';
import type { AnswerOf, QueryName, QuestionOf } from '#core/history/queries.ts';
import { ok, type Result } from '#core/protocol/problem.ts';
import { fleetStates } from '../../server/state/fleet-states.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';
import { MemoryHistory } from '../support/memory-history.ts';
import { startPages } from './page-host.ts';
import { picture } from './pictures.ts';

const HOUR_MS = 3_600_000;
const NOW_HOUR = Date.UTC(2026, 0, 15, 12);
const PAST_AT = Date.UTC(2026, 0, 15, 9, 30);
const sums = (count: number, inside: number) => ({
	count,
	inside,
	pinball: count,
	error: count * 2,
	stayError: count * 4
});

/** The requests: for one profile, for a week, for the past. */
function accuracyOf({ range, profile, until }: AccuracyQuestion): Accuracy {
	const to = until ?? NOW_HOUR;
	const hours = range === '1w' ? 168 : 24;
	const inside = profile === undefined ? 805 : 610;
	return {
		window: { from: to - hours * HOUR_MS, to, stepMs: HOUR_MS },
		stepMs: 300_000,
		scores: [
			{ step: 1, metric: 'cpu_user_pct', sums: sums(1_000, until === undefined ? inside : 777) },
			{ step: 6, metric: 'cpu_user_pct', sums: sums(1_000, 540) },
			{ step: 6, metric: 'net_in_mb_s', sums: sums(1_000, 960) },
			{ step: 96, metric: 'cpu_user_pct', sums: { ...NO_SCORE, count: 12, inside: 9 } }
		],
		newest: {
			at: to - HOUR_MS,
			scores: [{ step: 1, metric: 'cpu_user_pct', sums: sums(1_000, 400) }]
		},
		hours: Array.from({ length: hours }, (_, hour) => ({
			at: to - (hours - hour) * HOUR_MS,
			count: 100,
			inside: hour < hours / 2 ? 80 : 50,
			errorPercent: hour < hours / 2 ? 55 : 95
		})),
		worst: [{ server: 'ppweb003', count: 400, inside: 120 }],
		alerts: {
			came: 40,
			late: 4,
			never: 6,
			unpredicted: 10,
			judged: 50,
			borneOut: 44,
			leadMs: 40 * 600_000
		},
		profiles: ['Web API']
	};
}

class AccuracyHistory extends MemoryHistory {
	override ask<Name extends QueryName>(
		name: Name,
		question: QuestionOf<Name>
	): Promise<Result<AnswerOf<Name>>> {
		if (name === 'accuracy')
			return Promise.resolve(ok(accuracyOf(question as AccuracyQuestion) as AnswerOf<Name>));
		if (name !== 'pastForecast') return super.ask(name, question);
		const { metric } = question as QuestionOf<'pastForecast'>;
		const points = Array.from({ length: 10 }, (_, index) => ({
			at: NOW_HOUR + index * 300_000,
			p10: 20,
			p50: 40,
			p90: 60,
			truth: metric === 'mem_used_pct' && index < 4 ? 70 : 50
		}));
		const window = { from: NOW_HOUR, to: NOW_HOUR + HOUR_MS, stepMs: 300_000 };
		return Promise.resolve(ok({ window, points } as AnswerOf<Name>));
	}
}

let pages: Awaited<ReturnType<typeof startPages>>;
test.beforeEach(async () => {
	const history = new AccuracyHistory();
	const states = fleetStates(
		fleetOf(serverNames(4), seeded(2), { forecasts: false }),
		{ silent: new Set() },
		DEFAULT_THRESHOLDS
	);
	history.keep({ tick: 1, at: PAST_AT, measuredAt: PAST_AT, ok: true, epoch: 'then', states });
	pages = await startPages({ history });
	pages.answer(fleetOf(serverNames(5), seeded(1)));
});
test.afterEach(() => pages.close());

test('Accuracy says what can be claimed, of what, and from when on it changed', async ({
	page
}) => {
	await page.goto(`${pages.url}/accuracy`);
	const panel = (name: string) => page.getByRole('region', { name, exact: true });
	const row = (name: string) => panel('By horizon').getByRole('row', { name }).first();
	await expect(row('5 min')).toContainText('80.5%');
	await expect(row('5 min')).toContainText('right');
	await expect(row('30 min')).toContainText('75.0%');
	await expect(row('8 h')).toContainText('12 of the 30 values needed');
	await expect(panel('Newest hour')).toContainText('too narrow');
	await expect(page.getByText('ppweb003')).toBeVisible();
	await expect(page.getByText('Changed at').first()).toContainText('80.0% to 50.0%');
	await expect(page.getByText('Changed at').last()).toContainText('55.0% to 95.0%');
	await page.getByLabel('Metric', { exact: true }).selectOption('cpu_user_pct');
	await expect(row('30 min')).toContainText('54.0%');
	await expect(row('30 min')).toContainText('too narrow');
	await expect(row('30 min')).toContainText('+50.0%');
	expect(new URL(page.url()).search).toBe('?metric=cpu_user_pct');
	await picture(page, 'accuracy', true);
	await page.getByLabel('Profile', { exact: true }).selectOption('Web API');
	await expect(row('5 min')).toContainText('61.0%');
	await page.getByRole('radio', { name: '1 w' }).check();
	await expect(panel('By horizon').locator('time').first()).toHaveAttribute(
		'datetime',
		new Date(NOW_HOUR - 168 * HOUR_MS).toISOString()
	);
});

test('Accuracy can be read before, and without, any script', async ({ browser }) => {
	const page = await browser.newPage({ javaScriptEnabled: false });
	await page.goto(`${pages.url}/accuracy`);
	const horizons = page.getByRole('region', { name: 'By horizon', exact: true });
	await expect(horizons.getByRole('row', { name: '5 min' }).first()).toContainText('80.5%');
	await page.close();
});

test('Drift shows a week of coverage and error, and what the newest hour says', async ({
	page
}) => {
	await page.goto(`${pages.url}/drift`);
	await expect(page.locator('[data-newest="too narrow"]')).toBeVisible();
	await expect(page.getByRole('figure', { name: 'Coverage' })).toContainText('80.0% to 50.0%');
	await expect(page.getByRole('figure', { name: 'Error' })).toContainText('55.0% to 95.0%');
});

test('while the past is shown, Accuracy knows nothing of what came after it', async ({ page }) => {
	await page.goto(`${pages.url}/accuracy?at=${new Date(PAST_AT).toISOString()}`);
	const whole = page.getByRole('region', { name: 'By horizon', exact: true });
	await expect(whole).toContainText('77.7%');
	// The hour that the moment lies in was not over.
	await expect(whole.locator('time').last()).toHaveAttribute(
		'datetime',
		new Date(Date.UTC(2026, 0, 15, 9)).toISOString()
	);
});

test('a server’s page compares forecasts of one metric with what came; the address holds which', async ({
	page
}) => {
	const [name = ''] = serverNames(5);
	await page.goto(`${pages.url}/server?name=${name}`);
	const panel = page.getByRole('region', { name: 'Forecast vs. actual' });
	await expect(panel).toContainText('10 of 10 actual values fell within the band');
	await expect(panel.locator('path.band')).toHaveAttribute('d', /^M.*Z$/);
	await expect(panel.locator('path.actual')).toHaveAttribute('d', /^M/);
	await panel.getByRole('combobox', { name: 'Metric' }).selectOption('mem_used_pct');
	await expect(panel).toContainText('6 of 10 actual values fell within the band');
	expect(new URL(page.url()).searchParams.get('metric')).toBe('mem_used_pct');
	await page.reload();
	await expect(panel).toContainText('6 of 10 actual values fell within the band');
});

test('where nothing is kept, Accuracy says so', async ({ page }) => {
	const bare = await startPages();
	try {
		bare.answer(fleetOf(serverNames(5), seeded(1), { forecasts: false }));
		await page.goto(`${bare.url}/accuracy`);
		await expect(page.getByText('No accuracy can be shown')).toBeVisible();
		await expect(page.getByText('keeps no history')).toBeVisible();
	} finally {
		await bare.close();
	}
});
