import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import AdvancedView from '#components/advanced/AdvancedView.svelte';
import { USUAL_MODEL_SORT } from '#view-models/advanced/model-table.ts';
import type { TableSort } from '#view-models/table.ts';
import type { DiagnosticsState, RoundFacts } from '#core/topics/diagnostics.ts';
import type { ModelsState } from '#core/topics/models.ts';
import { tableChoices } from './sample.ts';

const START = Date.UTC(2026, 0, 1, 12);
const round = (tick: number, facts: Partial<RoundFacts> = {}): RoundFacts => ({
	tick,
	at: START + tick * 5_000,
	ok: true,
	tookMs: 300,
	daemonBytes: 4_600_000,
	patchBytes: 1_000,
	deliveries: 40,
	viewers: 41,
	...facts
});
const failed: RoundFacts = {
	tick: 8,
	at: START + 40_000,
	ok: false,
	patchBytes: 60,
	deliveries: 40,
	viewers: 41
};
const UNMEASURED: DiagnosticsState = {
	versions: { fleetcast: '1.2.3', node: 'v24.21.0', protocol: 1 },
	startedAt: START,
	daemon: {
		address: 'http://daemon.example:8000',
		embedded: false,
		windowSize: 6_000,
		tickCount: 354,
		servers: 90,
		metrics: 14,
		steps: 96
	},
	rounds: [round(7, { tookMs: 1_240 }), failed, round(9)],
	viewers: 42,
	rooms: 3,
	stalled: 2,
	topics: ['diagnostics', 'summary', 'server/<b>x</b>'],
	topicCount: 60,
	memory: { residentMb: 1_180, heapMb: 60 },
	setAside: [{ path: 'ppdb001.cpu_user_pct', reason: 'p50 is not 96 numbers' }],
	problems: [{ at: START, kind: 'daemon-timeout', detail: 'The daemon did not answer in time.' }]
};
const DIAGNOSTICS: DiagnosticsState = {
	...UNMEASURED,
	loopDelay: { p50Ms: 0.2, p99Ms: 4.8, mostMs: 65 }
};
const MODELS: ModelsState = {
	offered: true,
	daemonVersion: '2.4',
	models: [
		{ name: 'tft_1', created: '2026-01-01T10:00:00.123456', sizeMb: 88.4, current: true },
		{ name: 'tft_1', current: false }
	],
	loaded: true,
	mode: 'tft',
	current: 'tft_1'
};
const props = {
	diagnostics: DIAGNOSTICS as DiagnosticsState | undefined,
	models: MODELS as ModelsState | undefined,
	freshness: { kind: 'live' },
	at: START + 90_000,
	table: tableChoices(USUAL_MODEL_SORT)
} as const;

const faceOf = (container: HTMLElement) =>
	container.querySelector('[data-view-state]')?.getAttribute('data-view-state');

test('waiting says what for', async () => {
	const screen = await render(AdvancedView, { ...props, diagnostics: undefined });
	await expect.element(screen.getByText('Waiting for the diagnostics')).toBeVisible();
	expect(faceOf(screen.container)).toBe('waiting');
});

test('the daemon stands with address, version, model, window and what it forecasts', async () => {
	const screen = await render(AdvancedView, props);
	const daemon = screen.getByRole('region', { name: 'Daemon', exact: true });
	await expect.element(daemon).toMatchTextContent(/Address\s*http:\/\/daemon\.example:8000/);
	await expect.element(daemon).toMatchTextContent(/Version\s*2\.4\s*Model\s*tft_1 \(tft\)/);
	await expect.element(daemon).toMatchTextContent(/in window\s*6,000.*received\s*354/);
	await expect.element(daemon).toMatchTextContent(/90 servers × 14 metrics × 96 steps/);
});

test('the embedded daemon has no address to tell', async () => {
	const screen = await render(AdvancedView, {
		...props,
		diagnostics: { ...DIAGNOSTICS, daemon: { embedded: true } },
		models: undefined
	});
	const daemon = screen.getByRole('region', { name: 'Daemon', exact: true });
	await expect.element(daemon).toMatchTextContent(/Address\s*embedded \(demo data\)/);
	await expect.element(daemon).toMatchTextContent(/Version\s*not reported/);
	await expect.element(screen.getByText('Waiting for the list of models')).toBeVisible();
});

test('one call is said to have served everyone connected', async () => {
	const screen = await render(AdvancedView, props);
	const viewers = screen.getByRole('region', { name: 'Viewers now' });
	await expect.element(viewers).toMatchTextContent('One daemon call served 41 viewers in tick 9');
	await expect.element(viewers).toMatchTextContent(/42 viewers connected, in 3 rooms/);
	await expect.element(viewers).toMatchTextContent(/2 falling behind/);
	await expect.element(viewers).toMatchTextContent(/60 topics watched.*server\/<b>x<\/b>.*57 more/);
});

test('each round is a bar, a failed one a gap, and the bytes come to a ratio', async () => {
	const screen = await render(AdvancedView, props);
	const polls = screen.getByRole('region', { name: 'From the daemon to the viewers' });
	await expect.element(polls).toMatchTextContent(/last 3 rounds, 1 failed/);
	await expect
		.element(polls)
		.toMatchTextContent(/Daemon response time\s*300 ms\s*median 300 ms, max 1\.24 s/);
	// Of a slower viewer's rounds most hold nothing: what was published is told of all together.
	await expect
		.element(polls)
		.toMatchTextContent(/Patches published \(total\)\s*2\.0 kB.*Packets delivered \(total\)\s*80/);
	await expect.element(polls).toMatchTextContent(/9\.2 MB of responses became 2\.0 kB.*4,600 : 1/);
	const bars = [...screen.container.querySelectorAll('figure')].map((figure) => [
		figure.querySelectorAll('rect').length,
		figure.querySelectorAll('rect.missing').length
	]);
	expect(bars).toEqual([
		[3, 1],
		[3, 1],
		[3, 1],
		[3, 0]
	]);
	expect(screen.container.querySelectorAll('[style]')).toHaveLength(0);
});

test('the process tells delay, memory, age and versions; errors and rejected data have words', async () => {
	const screen = await render(AdvancedView, props);
	const process = screen.getByRole('region', { name: 'This process' });
	await expect.element(process).toMatchTextContent(/median 0\.2 ms, 99% below 4\.8 ms, max 65 ms/);
	await expect.element(process).toMatchTextContent(/1,180 MB, of which 60 MB/);
	await expect
		.element(process)
		.toMatchTextContent(/Uptime\s*1 min 30 s\s*Fleetcast\s*1\.2\.3, protocol 1/);
	await expect
		.element(screen.getByRole('region', { name: 'Last errors' }))
		.toMatchTextContent(/The daemon did not answer in time\./);
	await expect
		.element(screen.getByRole('region', { name: 'Rejected data' }))
		.toMatchTextContent(/ppdb001\.cpu_user_pct\s*p50 is not 96 numbers/);
});

test('before any round is over nothing is claimed of it', async () => {
	const screen = await render(AdvancedView, {
		...props,
		diagnostics: { ...UNMEASURED, rounds: [], problems: [], setAside: [] }
	});
	await expect.element(screen.getByText('No round finished yet')).toBeVisible();
	await expect.element(screen.getByText('not measured yet')).toBeVisible();
	await expect.element(screen.getByText('No errors')).toBeVisible();
	expect(screen.container.textContent).not.toMatch(/NaN|Infinity|undefined/);
});

test('models stand in a table that sorts and filters, twins and all; none and not offered are told apart', async () => {
	const asked: TableSort[] = [];
	const table = { ...props.table, onsort: (sort: TableSort) => asked.push(sort) };
	const screen = await render(AdvancedView, { ...props, table });
	const shown = screen.getByRole('table', { name: 'Known models' });
	await expect
		.element(shown.getByRole('row').nth(1))
		.toMatchTextContent(/tft_1\s*2026-01-01 10:00:00\s*88\.4 MB\s*in use/);
	await expect.element(shown.getByRole('row').nth(2)).toMatchTextContent(/tft_1\s*not reported/);
	await screen.getByRole('button', { name: 'Size' }).click();
	expect(asked).toEqual([{ column: 'size', order: 'descending' }]);
	await screen.rerender({ table: { ...table, filter: '88.4' } });
	await expect.element(screen.getByText('1 of 2')).toBeVisible();
	await screen.rerender({ models: { offered: true, models: [], mode: 'heuristic' } });
	await expect.element(screen.getByText('No models')).toBeVisible();
	await screen.rerender({ models: { offered: false } });
	await expect.element(screen.getByText('Not offered')).toBeVisible();
});

test('stale keeps everything that was shown: how a daemon went down is what this view is for', async () => {
	const screen = await render(AdvancedView, props);
	const live = screen.container.textContent;
	await screen.rerender({ freshness: { kind: 'stale', cause: 'daemon' } });
	expect(faceOf(screen.container)).toBe('stale');
	expect(screen.container.textContent).toBe(live);
});

test.each([0, 1])(
	'a page that opens before it has joined, with %d connected, is not told of rooms and topics it is not in',
	async (viewers) => {
		const rounds = [round(1, { patchBytes: 0, deliveries: 0, viewers })];
		const screen = await render(AdvancedView, {
			...props,
			diagnostics: { ...DIAGNOSTICS, viewers, rooms: 0, topics: [], topicCount: 0, rounds }
		});
		await expect.element(screen.getByText(/the next update will include you/)).toBeVisible();
		await expect.element(screen.getByText(/nothing was published/)).toBeVisible();
		const told = screen.getByRole('region', { name: 'Viewers now' });
		await expect.element(told).not.toMatchTextContent(/0 rooms|0 topics|connected, in/);
	}
);

test('while the next answer is overdue the list of models says of when it is', async () => {
	const models: ModelsState = { offered: true, models: [], asOf: START };
	const screen = await render(AdvancedView, { ...props, models });
	const panel = screen.getByRole('region', { name: 'Models known to the daemon' });
	await expect.element(panel).toMatchTextContent(/overdue: models\s+as of/);
	await screen.rerender({ models: MODELS });
	await expect.element(panel).not.toMatchTextContent(/overdue: models\s+as of/);
});
