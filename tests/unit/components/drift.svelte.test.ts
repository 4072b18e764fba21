import { createRawSnippet } from 'svelte';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import DriftView from '#components/drift/DriftView.svelte';
import type { DriftState } from '#core/topics/drift.ts';
import type { ModelsState } from '#core/topics/models.ts';

const DRIFT: Extract<DriftState, { offered: true }> = {
	offered: true,
	measured: true,
	scores: { per: 4.2, dss: 31.5, fds: 0, anomalyRate: 1.1 },
	limits: { per: 10, dss: 20, fds: 15, anomalyRate: 5 },
	combined: 11.2,
	trends: { per: 'stable', dss: 'increasing', fds: 'decreasing' },
	needsRetraining: true,
	recommendation: 'RETRAIN NOW',
	windowSize: 4_200,
	report: 'DRIFT DETECTION REPORT\n  1. <b>PER</b>   4.20%',
	training: { status: 'running', message: 'epoch 2 of 9', progressPercent: 22.4 }
};
const MODELS: ModelsState = {
	offered: true,
	models: [],
	loaded: false,
	mode: 'heuristic',
	trainings: { total: 3, successful: 2, failed: 1 },
	readyToTrain: false,
	readyReason: 'Insufficient data: 0 < 100000 records'
};
const props = {
	drift: DRIFT as DriftState | undefined,
	models: MODELS,
	freshness: { kind: 'live' }
} as const;

const faceOf = (container: HTMLElement) =>
	container.querySelector('[data-view-state]')?.getAttribute('data-view-state');
const scoreOf = (container: HTMLElement, score: string) =>
	container.querySelector(`[data-score=${score}]`)?.textContent;

test('waiting says what for', async () => {
	const screen = await render(DriftView, { ...props, drift: undefined });
	await expect.element(screen.getByText(/Waiting for the daemon’s account/)).toBeVisible();
	expect(faceOf(screen.container)).toBe('waiting');
});

test('a daemon without drift detection is said to offer none', async () => {
	const screen = await render(DriftView, { ...props, drift: { offered: false } });
	await expect.element(screen.getByText('This daemon offers no drift detection')).toBeVisible();
	expect(faceOf(screen.container)).toBe('empty');
});

test('a drift detection that fails says why', async () => {
	const failed = { offered: false, failed: { reason: 'It timed out.', since: 0 } } as const;
	const screen = await render(DriftView, { ...props, drift: failed });
	const said = screen.getByText('It timed out. Fleetcast asks again automatically.');
	await expect.element(said).toBeVisible();
});

test('a daemon that was given nothing to measure has no data, and is nowhere called healthy', async () => {
	const screen = await render(DriftView, {
		...props,
		drift: {
			...DRIFT,
			measured: false,
			scores: { per: 0, dss: 0, fds: 0, anomalyRate: 0 },
			needsRetraining: false,
			recommendation: 'OK',
			trends: {}
		}
	});
	const health = screen.getByRole('region', { name: 'Model health' });
	await expect
		.element(health)
		.toMatchTextContent(/no data.*its zero scores and its “healthy” mean nothing/);
	expect(screen.container.querySelector('[data-level=healthy]')).toBeNull();
	for (const score of ['per', 'dss', 'fds', 'anomalyRate']) {
		expect(scoreOf(screen.container, score)).toContain('no data');
		expect(scoreOf(screen.container, score)).not.toContain('0.0%');
	}
});

test('each score stands with its limit, its trend and what it means', async () => {
	const screen = await render(DriftView, props);
	expect(scoreOf(screen.container, 'per')).toMatch(
		/Prediction error rate \(PER\)\s*4\.2%\s*healthy\s*limit\s*10%\s*steady\s*How far/
	);
	expect(scoreOf(screen.container, 'dss')).toMatch(
		/31\.5%\s*warning\s*limit\s*20%\s*rising, worse/
	);
	expect(scoreOf(screen.container, 'fds')).toMatch(
		/0\.0%\s*healthy\s*limit\s*15%\s*falling, better/
	);
	expect(scoreOf(screen.container, 'anomalyRate')).toMatch(
		/1\.1%\s*healthy\s*limit\s*5%\s*no trend yet/
	);
});

test('the recommendation, the training and the model in use are read, and nothing can be started', async () => {
	const screen = await render(DriftView, props);
	const health = screen.getByRole('region', { name: 'Model health' });
	await expect
		.element(health)
		.toMatchTextContent(/drifting.*recommends retraining \(“RETRAIN NOW”\)/);
	await expect.element(health).toMatchTextContent(/Training now\s*running, 22%: epoch 2 of 9/);
	await expect.element(health).toMatchTextContent(/Model in use\s*none loaded \(heuristic\)/);
	await expect.element(health).toMatchTextContent(/4,200 recent forecasts/);
	await expect.element(health).toMatchTextContent(/Trained so far\s*3 times, 1 failed/);
	await expect.element(health).toMatchTextContent(/no: Insufficient data/);
	await expect.element(screen.getByRole('button')).not.toBeInTheDocument();
});

test('the daemon’s report stands as it was written', async () => {
	const screen = await render(DriftView, props);
	const report = screen.getByRole('region', { name: 'Text of the report' });
	await expect.element(report).toMatchTextContent(/<b>PER<\/b>/);
	expect(screen.container.querySelector('pre')?.textContent).toBe(DRIFT.report);
});

test('what Fleetcast has seen itself waits for no daemon', async () => {
	const evidence = createRawSnippet(() => ({ render: () => '<p>seen by Fleetcast</p>' }));
	const screen = await render(DriftView, { ...props, drift: { offered: false }, evidence });
	await expect.element(screen.getByText('seen by Fleetcast')).toBeVisible();
});

test('stale keeps everything that was shown', async () => {
	const screen = await render(DriftView, props);
	const live = screen.container.textContent;
	await screen.rerender({ freshness: { kind: 'stale', cause: 'daemon' } });
	expect(faceOf(screen.container)).toBe('stale');
	expect(screen.container.textContent).toBe(live);
});

test('while the next answer is overdue the scores say of when they are', async () => {
	const screen = await render(DriftView, { ...props, drift: { ...DRIFT, asOf: 0 } });
	await expect.element(screen.getByText(/overdue: drift\s+as of/)).toBeVisible();
	expect(faceOf(screen.container)).toBe('live');
	await screen.rerender({ drift: DRIFT });
	await expect.element(screen.getByText(/overdue: drift\s+as of/)).not.toBeInTheDocument();
});
