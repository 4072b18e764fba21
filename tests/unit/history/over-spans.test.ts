import { describe, expect, test } from 'vitest';
import { DerivedHistory, levelTick } from '../../support/derived-history.ts';

const BEGAN = Date.UTC(2026, 0, 1);
const TICK_MS = 20_000;
const MINUTE_MS = 60_000;
const STEP_MS = 5 * MINUTE_MS;

type Stretch = readonly [cpu: number, minutes: number];

/** Server `a` has so much CPU used for so long each; `b` is always calm. */
function kept(...stretches: readonly Stretch[]): DerivedHistory {
	const history = new DerivedHistory();
	let at = BEGAN;
	for (const [cpu, minutes] of stretches)
		for (let tick = 0; tick < (minutes * MINUTE_MS) / TICK_MS; tick++, at += TICK_MS) {
			const calm = levelTick(at, { a: 'healthy', b: 'healthy' });
			history.keep({
				...calm,
				states: { ...calm.states, metrics: { a: { cpu: [cpu, 50] }, b: { cpu: [20, 20] } } }
			});
		}
	return history;
}
const question = (at: number, ahead = 0) => ({ at, stepMs: STEP_MS, back: 12, ahead });

describe('when servers were over a limit', () => {
	const history = kept([50, 20], [85, 10], [84.9, 10], [99, 11], [50, 30]);

	test('is told in steps before a moment, by the last value of each; who was over none is absent', () => {
		expect(history.ask('overSpans', question(BEGAN + 40 * MINUTE_MS))).toEqual({
			at: BEGAN + 40 * MINUTE_MS,
			stepMs: STEP_MS,
			known: [-7, 0],
			servers: { a: { cpu: [-3, -2] } }
		});
	});

	test('includes what came after it where that is asked for, up to the newest whole minute', () => {
		const { known, servers } = history.ask('overSpans', question(BEGAN + 40 * MINUTE_MS, 96));
		expect(known).toEqual([-7, 8]);
		expect(servers).toEqual({ a: { cpu: [-3, -2, 1, 2] } });
	});

	test('says of which steps nothing is kept', () => {
		const gap = new DerivedHistory();
		for (const minute of [0, 1, 11, 12])
			gap.keep(levelTick(BEGAN + minute * MINUTE_MS, { a: 'healthy' }));
		expect(gap.ask('overSpans', question(BEGAN + 15 * MINUTE_MS, 3)).known).toEqual([-2, -2]);
		expect(gap.ask('overSpans', question(BEGAN + 12 * MINUTE_MS)).known).toEqual([-2, -2, 0, 0]);
		expect(new DerivedHistory().ask('overSpans', question(BEGAN))).toMatchObject({
			known: [],
			servers: {}
		});
	});

	test('keeps any name', () => {
		const odd = new DerivedHistory();
		for (const minute of [0, 1]) {
			const tick = levelTick(BEGAN + minute * MINUTE_MS, JSON.parse('{"__proto__":"healthy"}'));
			odd.keep({
				...tick,
				states: { ...tick.states, metrics: JSON.parse('{"__proto__":{"cpu":[90,90]}}') }
			});
		}
		const { servers } = odd.ask('overSpans', question(BEGAN + MINUTE_MS));
		expect(Object.entries(servers)).toEqual([['__proto__', { cpu: [0, 0] }]]);
	});
});
