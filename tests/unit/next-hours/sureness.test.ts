import { expect, test } from 'vitest';
import { LEAST_TRUTHS } from '#core/accuracy/score.ts';
import { chanceBasis, heldAt, heldInShort, heldInWords } from '#view-models/next-hours/sureness.ts';

function score(metric: string, step: number, count: number, inside: number) {
	return { metric, step, sums: { count, inside, pinball: 1, error: 1, stayError: 1 } };
}
const ACCURACY = {
	scores: [
		score('cpu_iowait_pct', 6, 2_000, 840),
		score('cpu_iowait_pct', 96, 500, 400),
		score('cpu_user_pct', 6, 100, 90),
		score('mem_used_pct', 6, LEAST_TRUTHS - 1, 20)
	]
};

test('a chance stands beside how often such bands held, at the nearest horizon that was compared', () => {
	expect(heldAt(ACCURACY, { metric: 'iowait' }, 5)).toEqual({ step: 6, count: 2_000, percent: 42 });
	expect(heldAt(ACCURACY, { metric: 'iowait' }, 80)).toEqual({ step: 96, count: 500, percent: 80 });
	// Idle time is what CPU used is forecast as; without it, user time.
	expect(heldAt(ACCURACY, { metric: 'cpu' }, 1)?.percent).toBe(90);
});

test('too few comparisons, or none, are said to be so', () => {
	for (const metric of ['memory', 'swap'] as const) {
		const held = heldAt(ACCURACY, { metric }, 6);
		expect(heldInShort(held)).toBe('not checked yet');
		expect(heldInWords(held, 5)).toMatch(/^No forecast of this kind/);
	}
	expect(heldAt(undefined, { metric: 'iowait' }, 6)).toBeUndefined();
});

test('in full it names the count, the horizon and the goal', () => {
	expect(heldInWords(heldAt(ACCURACY, { metric: 'iowait' }, 6), 5)).toBe(
		'Of 2,000 past forecasts 30 min ahead, 42% held: what came was inside p10–p90 (goal 80%).'
	);
});

test('a chance says whether it is as told or as borne out', () => {
	expect(chanceBasis({})).toContain('as told');
	expect(chanceBasis({ borneOut: true })).toContain('as borne out');
});

test('of a chance by the band as borne out, it says how often that band held, and nothing before it was checked', () => {
	const told = score('cpu_iowait_pct', 6, 2_000, 840);
	const row = { metric: 'iowait', borneOut: true } as const;
	const held = { count: 400, told: 168, borneOut: 318 };
	expect(heldAt({ scores: [{ ...told, held }] }, row, 6)).toEqual({
		step: 6,
		count: 400,
		percent: 80,
		borneOut: true
	});
	expect(heldInWords(heldAt({ scores: [{ ...told, held }] }, row, 6), 5)).toBe(
		'Of 400 past forecasts 30 min ahead, 80% held: what came was inside p10–p90 as borne out (goal 80%).'
	);
	expect(heldAt({ scores: [told] }, row, 6)).toBeUndefined();
	expect(
		heldAt({ scores: [{ ...told, held: { ...held, count: LEAST_TRUTHS - 1 } }] }, row, 6)
	).toBeUndefined();
});
