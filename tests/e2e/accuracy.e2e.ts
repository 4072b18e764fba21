import { expect, test } from '@playwright/test';
import { startPages } from './page-host.ts';
import { fleetOf, seeded, serverNames } from '../support/fleets.ts';
import { done } from '#core/protocol/problem.ts';
import type { Accuracy } from '#core/accuracy/answer.ts';
import { NO_SCORE } from '#core/accuracy/score.ts';

const HOUR_MS = 3_600_000;
const sums = (count: number, inside: number) => ({
	count,
	inside,
	pinball: count,
	error: count * 2,
	stayError: count * 4
});
const ACCURACY: Accuracy = {
	window: { from: 0, to: 24 * HOUR_MS, stepMs: HOUR_MS },
	stepMs: 300_000,
	scores: [
		{ step: 1, metric: 'cpu_user_pct', sums: sums(1_000, 805) },
		{ step: 6, metric: 'cpu_user_pct', sums: sums(1_000, 540) },
		{ step: 6, metric: 'net_in_mb_s', sums: sums(1_000, 960) },
		{ step: 96, metric: 'cpu_user_pct', sums: { ...NO_SCORE, count: 12, inside: 9 } }
	],
	hours: Array.from({ length: 24 }, (_, hour) => ({
		at: hour * HOUR_MS,
		sums: sums(100, hour < 12 ? 80 : 50)
	})),
	worst: [{ server: 'ppweb003', count: 400, inside: 120 }],
	alerts: { came: 40, late: 4, never: 6, unpredicted: 10, leadMs: 40 * 600_000 },
	profiles: ['Web API']
};

test('Accuracy says what can be claimed, of what, and from when on it changed', async ({
	page
}) => {
	const pages = await startPages({
		history: {
			state: () => ({ keeping: true }),
			ask: () => Promise.resolve(done(ACCURACY as never))
		}
	});
	try {
		pages.answer(fleetOf(serverNames(5), seeded(1), { forecasts: false }));
		await page.goto(`${pages.url}/accuracy`);
		const row = (name: string) => page.getByRole('row', { name }).first();
		await expect(row('5 min')).toContainText('80.5%');
		await expect(row('5 min')).toContainText('right');
		await expect(row('30 min')).toContainText('75.0%');
		await expect(row('8 h')).toContainText('12 truths of the 30');
		await expect(page.getByText('ppweb003')).toBeVisible();
		await expect(page.getByText('something changed', { exact: false })).toContainText(
			'80.0% to 50.0%'
		);
		await page.getByLabel('Metric', { exact: true }).selectOption('cpu_user_pct');
		await expect(row('30 min')).toContainText('54.0%');
		await expect(row('30 min')).toContainText('too narrow');
		await expect(row('30 min')).toContainText('+50.0%');
		expect(new URL(page.url()).search).toBe('?metric=cpu_user_pct');
		await page.screenshot({ path: 'test-results/accuracy.png', fullPage: true });
		await page.goto(`${pages.url}/drift`);
		await expect(page.getByText('something changed', { exact: false })).toContainText(
			'80.0% to 50.0%'
		);
	} finally {
		await pages.close();
	}
});

test('where nothing is kept, Accuracy says so', async ({ page }) => {
	const pages = await startPages();
	try {
		pages.answer(fleetOf(serverNames(5), seeded(1), { forecasts: false }));
		await page.goto(`${pages.url}/accuracy`);
		await expect(page.getByText('No accuracy can be shown')).toBeVisible();
		await expect(page.getByText('keeps no history')).toBeVisible();
	} finally {
		await pages.close();
	}
});
