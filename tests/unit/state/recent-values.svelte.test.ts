import { expect, test } from 'vitest';
import { RecentValues } from '#state/recent-values.svelte.ts';

test('a page remembers what arrived', () => {
	const recent = new RecentValues();
	const metrics = { mem_used_pct: { now: 5, trend: 0, p10: [], p50: [], p90: [] } };
	recent.arrived(1_000, { present: true, score: 3, level: 'healthy', profile: 'Generic', metrics });
	expect(recent.past).toEqual([{ at: 1_000, score: 3, values: { mem_used_pct: 5 } }]);
});
