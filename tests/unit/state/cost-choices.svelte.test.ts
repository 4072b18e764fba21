import { beforeEach, expect, test } from 'vitest';
import type { RiskTimes } from '#core/history/risk-times.ts';
import { CostChoices } from '#state/cost-choices.svelte.ts';
import { KeptRiskTimes } from '#state/kept-risk.svelte.ts';

beforeEach(() => localStorage.clear());

test('what was put in is there on the next visit, until it is given up', () => {
	const choices = new CostChoices();
	choices.change({ hours: 4 });
	choices.change({ currency: 'EUR' });
	const later = new CostChoices();
	expect(later.given).toEqual({});
	later.recall();
	expect(later.given).toEqual({ hours: 4, currency: 'EUR' });
	later.forget();
	const last = new CostChoices();
	last.recall();
	expect(last.given).toEqual({});
});

test.for(['', '{', '7', '{"hours":0}', '{"currency":"gold"}', '{"costPerHour":"much"}'])(
	'a browser that remembers %j begins with the usual',
	(stored) => {
		localStorage.setItem('fleetcast.cost', stored);
		const choices = new CostChoices();
		choices.recall();
		expect(choices.given).toEqual({});
	}
);

const times = (keptMs: number): RiskTimes => ({
	window: { from: 0, to: 1, stepMs: 1 },
	keptMs,
	highServerMs: 1,
	mediumServerMs: 2
});
const answer = (body: unknown) => Promise.resolve(new Response(JSON.stringify(body)));

test('what the history tells is taken; refusals and nonsense leave what was known', async () => {
	const bodies: unknown[] = [
		{ ok: true, value: times(5) },
		{ ok: false, problem: { kind: 'history-absent', detail: '' } },
		{ ok: true, value: { keptMs: 'long' } },
		null
	];
	const kept = new KeptRiskTimes(() => answer(bodies.shift()));
	for (let asked = 0; asked < 4; asked++) {
		await kept.read(undefined);
		expect(kept.times?.keptMs).toBe(5);
	}
	const offline = new KeptRiskTimes(() => Promise.reject(new TypeError('offline')));
	await offline.read(undefined);
	expect(offline.times).toBeUndefined();
});

test('a late answer to an older question overrides nothing', async () => {
	const waiting: ((response: Response) => void)[] = [];
	const kept = new KeptRiskTimes(() => new Promise((resolve) => waiting.push(resolve)));
	const older = kept.read(1);
	const newer = kept.read(2);
	waiting[1]?.(await answer({ ok: true, value: times(2) }));
	await newer;
	waiting[0]?.(await answer({ ok: true, value: times(1) }));
	await older;
	expect(kept.times?.keptMs).toBe(2);
});
