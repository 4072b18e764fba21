import { expect, test } from 'vitest';
import type { OverSpans } from '#core/history/over-spans.ts';
import { cameAt, whatCame } from '#view-models/next-hours/what-came.ts';

const AT = Date.UTC(2026, 0, 1, 5);
const STEP_MS = 300_000;
const SPANS: OverSpans = {
	at: AT,
	stepMs: STEP_MS,
	known: [-12, -9, -4, 3],
	servers: {
		a: { cpu: [-4, -2], memory: [-3, 0] },
		b: { cpu: [-12, -11, 2, 2] }
	}
};
const MOMENT = { at: AT, stepMinutes: 5 };

test('servers over a limit are counted at each step, each once, with a gap where nothing is kept', () => {
	const { counts } = whatCame(SPANS, MOMENT, 1);
	expect(counts).toEqual([
		[
			{ step: -12, count: 1 },
			{ step: -11, count: 1 },
			{ step: -10, count: 0 },
			{ step: -9, count: 0 }
		],
		[-4, -3, -2, -1, 0, 1, 2, 3].map((step) => ({
			step,
			count: [1, 1, 1, 1, 1, 0, 1, 0][step + 4]
		}))
	]);
});

test('on the axis everything moves left as time goes on, up to the edge, and reaches now', () => {
	const live: OverSpans = { ...SPANS, known: [-12, 0] };
	const { counts, over } = whatCame(live, { at: AT + 2 * STEP_MS, stepMinutes: 5 }, 7);
	const [stretch = []] = counts;
	expect(stretch[0]).toEqual({ step: -12, count: 0 });
	expect(stretch.slice(-2)).toEqual([
		{ step: -2, count: 1 },
		{ step: 0, count: 7 }
	]);
	expect(over('a', 'cpu')).toEqual([{ from: -6.5, to: -3.5 }]);
});

test('what is long ago does not reach now, and without a history there is nothing', () => {
	const old: OverSpans = { ...SPANS, known: [-12, -9] };
	expect(
		whatCame(old, MOMENT, 3)
			.counts.flat()
			.map(({ step }) => step)
	).toEqual([-12, -11, -10, -9]);
	expect(whatCame({ ...SPANS, known: [], servers: {} }, MOMENT, 3).counts).toEqual([]);
});

test('a row is told when its own metric was over, and a name like any other object’s is no server', () => {
	const { over } = whatCame(SPANS, MOMENT, 0);
	expect(over('a', 'memory')).toEqual([{ from: -3.5, to: 0.5 }]);
	expect([over('a', 'swap'), over('c', 'cpu'), over('constructor', 'name')]).toEqual([[], [], []]);
});

test('only the chosen servers count', () => {
	const { counts } = whatCame(SPANS, MOMENT, 0, (server) => server === 'b');
	expect(counts.flat().filter(({ count }) => count > 0)).toEqual([
		{ step: -12, count: 1 },
		{ step: -11, count: 1 },
		{ step: 2, count: 1 }
	]);
});

test('what came at a step is known only where something is kept', () => {
	const came = whatCame(SPANS, MOMENT, 0);
	expect([cameAt(came, 2), cameAt(came, 1), cameAt(came, 40)]).toEqual([1, 0, undefined]);
});
