import { pairsOf, type OverSpans, type Spans } from '#core/history/over-spans.ts';
import { PAST_STEPS } from './axis.ts';
import type { Moment } from './when.ts';

/** An interval on the time axis, in steps from the moment shown, which is 0; parts of a step included. */
export interface Interval {
	readonly from: number;
	readonly to: number;
}

export interface CountAt {
	readonly step: number;
	readonly count: number;
}

/** What really happened around the moment shown. */
export interface WhatCame {
	/** Servers over a limit along time, in stretches without a gap; the last one reaches the moment shown. */
	readonly counts: readonly (readonly CountAt[])[];
	/** When a metric of a server was over its limit. */
	readonly over: (server: string, metric: string) => readonly Interval[];
}

/** `whatCame` of one answer of the history. */
export type PlaceWhatCame = (
	moment: Pick<Moment, 'at' | 'stepMinutes'>,
	now: number,
	counted?: (server: string) => boolean
) => WhatCame;

/** A sample stands for half a step on either side of it. */
const HALF = 0.5;
/** What is kept ends up to a step and a minute before now. */
const JOINS_NOW = 2;
const MINUTE_MS = 60_000;

/**
 * Places what the history told on the axis of the moment shown, which moves on while an answer stands. `now`: how many of
 * the counted servers are over a limit at that moment.
 */
export function whatCame(
	spans: OverSpans,
	{ at = spans.at, stepMinutes }: Pick<Moment, 'at' | 'stepMinutes'>,
	now: number,
	counted?: (server: string) => boolean
): WhatCame {
	const shift = (spans.at - at) / (stepMinutes * MINUTE_MS);
	const counts = counted ? countsOf(spans, counted) : fleetCounts(spans);
	const placed = pairsOf(spans.known).map(([from, to]) =>
		Array.from({ length: to - from + 1 }, (_, index) => ({
			step: from + index + shift,
			count: counts.get(from + index) ?? 0
		})).filter(({ step }) => step >= -PAST_STEPS)
	);
	return {
		counts: placed.map((stretch) => withNow(stretch, now)).filter((stretch) => stretch.length > 0),
		over: (server, metric) => {
			const own = Object.hasOwn(spans.servers, server) ? spans.servers[server] : undefined;
			const pairs = own && Object.hasOwn(own, metric) ? pairsOf(own[metric] ?? []) : [];
			return pairs.map(([from, to]) => ({ from: from + shift - HALF, to: to + shift + HALF }));
		}
	};
}

/** Returns how many servers were really over a limit at a step; undefined where nothing is kept of it. */
export function cameAt({ counts }: WhatCame, step: number): number | undefined {
	const near = counts
		.flat()
		.map((each) => ({ ...each, far: Math.abs(each.step - step) }))
		.filter(({ far }) => far <= HALF)
		.sort((a, b) => a.far - b.far);
	return near[0]?.count;
}

/** Of the whole fleet they are the same in every tick, until the history is asked again. */
const known = new WeakMap<OverSpans, ReadonlyMap<number, number>>();

function fleetCounts(spans: OverSpans): ReadonlyMap<number, number> {
	const counts = known.get(spans) ?? countsOf(spans, () => true);
	known.set(spans, counts);
	return counts;
}

/** Returns how many servers were over any limit at each step; a step without any is left out. */
function countsOf({ servers }: OverSpans, counted: (server: string) => boolean) {
	const counts = new Map<number, number>();
	for (const [server, metrics] of Object.entries(servers)) {
		if (!counted(server)) continue;
		for (const step of stepsOf(Object.values(metrics)))
			counts.set(step, (counts.get(step) ?? 0) + 1);
	}
	return counts;
}

function stepsOf(metrics: readonly Spans[]): ReadonlySet<number> {
	const steps = new Set<number>();
	for (const spans of metrics)
		for (const [from, to] of pairsOf(spans))
			for (let step = from; step <= to; step++) steps.add(step);
	return steps;
}

/** Puts the moment shown between what was before it and what came after it. */
function withNow(stretch: readonly CountAt[], now: number): readonly CountAt[] {
	const before = stretch.filter(({ step }) => step < 0);
	const after = stretch.filter(({ step }) => step > 0);
	const last = before.at(-1)?.step ?? -Infinity;
	const next = after[0]?.step ?? Infinity;
	if (last < -JOINS_NOW && next > JOINS_NOW) return stretch;
	return [...before, { step: 0, count: now }, ...after];
}
