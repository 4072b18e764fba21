import { expect, test } from 'vitest';
import { KeptServer } from '#state/kept-series.svelte.ts';
import { RecentValues } from '#state/recent-values.svelte.ts';

const SERIES = {
	window: { from: 0, to: 60_000, stepMs: 60_000 },
	server: 'a',
	points: [{ at: 0, risk: [10, 5, 20, 12] }]
};

/** Answers in the order that a test lets them out. */
function questions() {
	const waiting: ((body: unknown) => void)[] = [];
	const kept = new KeptServer(
		() => new Promise((answer) => waiting.push((body) => answer(Response.json(body))))
	);
	return { kept, waiting };
}

test('what is kept of a server is known once the history has answered', async () => {
	const { kept, waiting } = questions();
	const read = kept.read(undefined);
	expect(kept.series).toBeUndefined();
	waiting[0]?.({ ok: true, value: SERIES });
	await read;
	expect(kept.series).toEqual({ stepMs: 60_000, points: SERIES.points });
});

test.each([
	{ ok: false, problem: { kind: 'history-absent', detail: 'Nothing is kept.' } },
	{ ok: true, value: { points: 'many' } },
	null
])('an answer that holds nothing (%j) leaves what was known', async (body) => {
	const { kept, waiting } = questions();
	const reads = [kept.read(undefined)];
	waiting[0]?.({ ok: true, value: SERIES });
	await reads[0];
	reads.push(kept.read(undefined));
	waiting[1]?.(body);
	await reads[1];
	expect(kept.series?.points).toHaveLength(1);
});

test('without a connection nothing is known, and nothing breaks', async () => {
	const kept = new KeptServer(() => Promise.reject(new TypeError('offline')));
	await kept.read(5);
	expect(kept.series).toBeUndefined();
});

test('a late answer to an older question changes nothing', async () => {
	const { kept, waiting } = questions();
	const reads = [kept.read(1), kept.read(2)];
	waiting[1]?.({ ok: true, value: SERIES });
	waiting[0]?.({ ok: true, value: { ...SERIES, points: [] } });
	await Promise.all(reads);
	expect(kept.series?.points).toHaveLength(1);
});

test('a page remembers what arrived', () => {
	const recent = new RecentValues();
	const metrics = { mem_used_pct: { now: 5, trend: 0, p10: [], p50: [], p90: [] } };
	recent.arrived(1_000, { present: true, score: 3, level: 'healthy', profile: 'Generic', metrics });
	expect(recent.past).toEqual([{ at: 1_000, score: 3, values: { mem_used_pct: 5 } }]);
});
