import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import AccuracyView from '#components/accuracy/AccuracyView.svelte';
import AlertRecordPanel from '#components/accuracy/AlertRecordPanel.svelte';
import DriftEvidence from '#components/accuracy/DriftEvidence.svelte';
import { NO_ALERTS } from '#core/accuracy/alert-record.ts';
import type { Accuracy } from '#core/accuracy/answer.ts';
import { utcInFull } from '#core/format.ts';

const HOUR_MS = 3_600_000;
const score = (step: number, metric: string, count: number, inside: number) => ({
	step,
	metric,
	sums: { count, inside, pinball: count, error: count, stayError: count * 2 }
});
const HOURS: Accuracy['hours'] = Array.from({ length: 24 }, (_, hour) => ({
	at: hour * HOUR_MS,
	count: 1_000,
	inside: hour < 16 ? 800 : 450,
	errorPercent: hour < 10 ? 60 : 105
}));
const ACCURACY: Accuracy = {
	window: { from: 0, to: 24 * HOUR_MS, stepMs: HOUR_MS },
	stepMs: 300_000,
	scores: [score(1, 'cpu_user_pct', 24_000, 19_100), score(6, 'cpu_user_pct', 24_000, 19_000)],
	newest: {
		at: 23 * HOUR_MS,
		scores: [score(1, 'cpu_user_pct', 1_000, 390), score(6, 'cpu_user_pct', 20, 10)]
	},
	hours: HOURS,
	worst: [],
	alerts: NO_ALERTS,
	profiles: []
};
const viewOf = (value: Accuracy) =>
	render(AccuracyView, {
		accuracy: { value, problem: undefined, asking: false },
		range: '1d',
		metric: undefined,
		profile: undefined,
		stepMinutes: 5,
		onrange: () => undefined,
		onmetric: () => undefined,
		onprofile: () => undefined,
		serverHref: () => '/'
	});

test('a bad hour shows although the whole day is right', async () => {
	const screen = await viewOf(ACCURACY);
	const newest = screen.getByRole('region', { name: 'Newest hour', exact: true });
	await expect.element(newest).toMatchTextContent(/too narrow, 5 min ahead 39\.0% within p10–p90/);
	await expect.element(newest).toMatchTextContent(/20 of the 30 values needed/);
	const whole = screen.getByRole('region', { name: 'By horizon', exact: true });
	await expect.element(whole).toMatchTextContent(/right/);
	await expect.element(whole).not.toMatchTextContent(/too narrow/);
	await expect.element(screen.getByText('Not enough data for any server yet')).toBeVisible();
});

test('no skill is claimed where no single metric has enough values', async () => {
	const few = ['cpu_user_pct', 'mem_used_pct'].map((metric) => score(1, metric, 20, 16));
	const screen = await viewOf({ ...ACCURACY, scores: few });
	const whole = screen.getByRole('region', { name: 'By horizon', exact: true });
	await expect.element(whole).toMatchTextContent(/not enough values per metric/);
});

test('Drift shows coverage and error over time, each with its change', async () => {
	const { newest } = ACCURACY;
	const screen = await render(DriftEvidence, {
		hours: HOURS,
		newest,
		problem: undefined,
		stepMinutes: 5
	});
	const coverage = screen.getByRole('figure', { name: 'Coverage' });
	await expect.element(coverage).toMatchTextContent(/from 80\.0% to 45\.0%/);
	const error = screen.getByRole('figure', { name: 'Error' });
	await expect.element(error).toMatchTextContent(/from 60\.0% to 105\.0%/);
	for (const [figure, hour] of [
		[coverage, 16],
		[error, 10]
	] as const) {
		const element = figure.element();
		expect(element.querySelector('line.change')?.getAttribute('x1')).toBe(
			String((hour / 23) * 100)
		);
		const time = element.querySelector('[role=status] time');
		expect(time?.getAttribute('title')).toBe(utcInFull(hour * HOUR_MS));
	}
	expect(screen.container.querySelector('[data-newest]')?.getAttribute('data-newest')).toBe(
		'too narrow'
	);
});

test('Drift says when too little could be checked', async () => {
	const screen = await render(DriftEvidence, { hours: [], problem: undefined, stepMinutes: 5 });
	await expect
		.element(screen.getByText(/Not enough checked forecasts in any hour yet/))
		.toBeVisible();
});

const factOf = (container: HTMLElement, name: string) =>
	[...container.querySelectorAll('dt')].find(({ textContent }) => textContent === name)
		?.nextElementSibling?.textContent;

test('alerts claim nothing from fewer than 30, and the mean warning time is no exception', async () => {
	const one = { ...NO_ALERTS, came: 1, judged: 1, borneOut: 1, leadMs: 600_000 };
	const few = await render(AlertRecordPanel, { record: one });
	for (const name of ['Precision', 'Recall', 'Mean warning time'])
		expect(factOf(few.container, name)).toBe('1 of the 30 needed');
	const record = {
		came: 30,
		late: 10,
		never: 10,
		unpredicted: 40,
		judged: 50,
		borneOut: 40,
		leadMs: 30 * 600_000
	};
	const many = await render(AlertRecordPanel, { record });
	expect(factOf(many.container, 'On time')).toBe('30');
	expect(factOf(many.container, 'Precision')).toBe('80.0%');
	expect(factOf(many.container, 'Recall')).toBe('50.0%');
	expect(factOf(many.container, 'Mean warning time')).toBe('10 min 00 s');
});

test('alerts name the quantile that the predicted time is of', async () => {
	const record = { came: 0, late: 0, never: 0, unpredicted: 0, judged: 0, borneOut: 0, leadMs: 0 };
	const screen = await render(AlertRecordPanel, { record });
	await expect
		.element(screen.getByText(/after the predicted\s+time, when p50 was forecast/))
		.toBeVisible();
});
