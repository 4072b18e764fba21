import { expect, test } from 'vitest';
import { packSample } from '../../../server/history/forecasts/sample-codec.ts';
import { SAMPLED_STEPS } from '#core/accuracy/sampled-steps.ts';
import { DerivedHistory, levelTick } from '../../support/derived-history.ts';

const BEGAN = Date.UTC(2026, 0, 1);
const STEP_MS = 300_000;
const DAY_MS = 86_400_000;

/** Samples of one server, a tick later than a step apart, as the ticks of a real run make them; the value is the hour. */
function sampled(days: number): DerivedHistory {
	const history = new DerivedHistory();
	const insert = history.database.prepare(
		'INSERT INTO forecast_samples (at, step_ms, servers, metrics, steps, body) VALUES (?, ?, ?, ?, ?, ?)'
	);
	const names = [['db1'], ['cpu_user_pct'], SAMPLED_STEPS].map((list) => JSON.stringify(list));
	const [servers, metrics, steps] = names as [string, string, string];
	const values = new Float32Array(3 * SAMPLED_STEPS.length).fill(1);
	const end = BEGAN + days * DAY_MS;
	for (let at = BEGAN; at < end; at += STEP_MS + 5_000) {
		const body = packSample(Float32Array.of((at - BEGAN) / 3_600_000), values);
		insert.run(at, STEP_MS, servers, metrics, steps, body);
	}
	// The minutes that say until when there is anything.
	history.keep(levelTick(end - 60_000, { db1: 'healthy' }), levelTick(end, { db1: 'healthy' }));
	return history;
}

test('past forecasts of a month are some ten a day, spread over it, and each still has its truth', () => {
	const question = { server: 'db1', metric: 'cpu_user_pct', step: 96, range: '1M' } as const;
	const { points } = sampled(8).ask('pastForecast', question);
	expect(points.length).toBeGreaterThan(60);
	expect(points.length).toBeLessThan(90);
	const gaps = points.slice(1).map(({ at }, index) => at - (points[index]?.at ?? 0));
	expect(Math.max(...gaps)).toBeLessThan(6 * 3_600_000);
	// The newest moments are not over yet; all others have come.
	for (const { at, truth } of points.slice(0, -1))
		expect(Math.abs((truth ?? NaN) - (at - BEGAN) / 3_600_000)).toBeLessThan(0.1);
});

test('past forecasts of a day are all there', () => {
	const question = { server: 'db1', metric: 'cpu_user_pct', step: 1, range: '1d' } as const;
	expect(sampled(2).ask('pastForecast', question).points.length).toBeGreaterThan(275);
});
