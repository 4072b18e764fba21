import * as z from 'zod/mini';
import { dictionaryOf, duration, instant } from '../json/schema.ts';

/** The question covers no more than this before and after its moment: the time axis of the view. */
export const OVER_SPANS_BOUNDS = { back: 12, ahead: 96 } as const;

/** Asks which servers were over a limit at the steps around a moment: `back` before it, and `ahead` from it on. */
export interface OverSpansQuestion {
	readonly at: number;
	readonly stepMs: number;
	readonly back: number;
	readonly ahead: number;
}

/** The first and the last step of each time, one after the other: `[-5, -3, 0, 0]`. Step 0 is the moment asked for. */
const spansSchema = z.array(z.int());
export type Spans = z.infer<typeof spansSchema>;

/**
 * When metrics were over their warning limits, as sampled at the end of each step. `known`: the steps of which something
 * is kept. `servers`: server → metric → when; a server that was over none is absent.
 */
export const overSpansSchema = z.object({
	at: instant,
	stepMs: duration,
	known: spansSchema,
	servers: dictionaryOf(dictionaryOf(spansSchema))
});
export type OverSpans = z.infer<typeof overSpansSchema>;

/** Adds a step, which must not be before the last one, to spans. */
export function withStep(spans: Spans, step: number): void {
	if (spans.at(-1) === step - 1) spans[spans.length - 1] = step;
	else spans.push(step, step);
}

/** Returns the first and the last step of each time. */
export function pairsOf(spans: Spans): readonly (readonly [from: number, to: number])[] {
	return spans.flatMap((from, index) =>
		index % 2 === 0 ? [[from, spans[index + 1] ?? from] as const] : []
	);
}
