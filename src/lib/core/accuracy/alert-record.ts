import * as z from 'zod/mini';
import { duration, wholeNumber } from '../json/schema.ts';
import type { AlertsState } from '../topics/states.ts';

/** What became of predicted crossings, and how many came that nobody predicted. */
export const alertRecordSchema = z.object({
	came: wholeNumber,
	late: wholeNumber,
	never: wholeNumber,
	unpredicted: wholeNumber,
	/** How long before it came each crossing had been predicted, summed; in ms. */
	leadMs: duration
});
export type AlertRecord = z.infer<typeof alertRecordSchema>;
export const NO_ALERTS: AlertRecord = { came: 0, late: 0, never: 0, unpredicted: 0, leadMs: 0 };

/** A crossing counts as predicted in time up to three steps after the predicted moment, and as late for an hour. */
export const GRACE_MS = 15 * 60_000;
export const LATE_MS = 60 * 60_000;

interface Prediction {
	readonly madeAt: number;
	readonly dueAt: number;
	readonly threshold: number;
}

/** Where every watched metric of a server stands; keys as those of the topic `alerts`. */
export interface AlertWatch {
	readonly open: ReadonlyMap<string, Prediction>;
	/** Over their threshold now, as far as one looked. */
	readonly over: ReadonlySet<string>;
}
export const NOTHING_WATCHED: AlertWatch = { open: new Map(), over: new Set() };

export interface Look {
	readonly at: number;
	readonly alerts: AlertsState;
	/** Key → the value now and the threshold of its metric, for all metrics that can have alerts. */
	readonly values: ReadonlyMap<string, { readonly value: number; readonly threshold: number }>;
}

/**
 * What a look adds to the record. A prediction is open from when an alert first names a metric that is still below its
 * threshold; a metric met above it for the first time is no crossing, for nobody saw it cross.
 */
export function watchAlerts(
	watch: AlertWatch | undefined,
	{ at, alerts, values }: Look
): { watch: AlertWatch; record: AlertRecord } {
	const open = new Map(watch?.open);
	const over = new Set<string>();
	const record = { ...NO_ALERTS };
	for (const [key, { value, threshold }] of values) {
		if (value < threshold) continue;
		over.add(key);
		const prediction = open.get(key);
		open.delete(key);
		if (!watch || watch.over.has(key)) continue;
		if (!prediction) record.unpredicted++;
		else if (at <= prediction.dueAt + GRACE_MS) {
			record.came++;
			record.leadMs += at - prediction.madeAt;
		} else record.late++;
	}
	for (const [key, { dueAt }] of open)
		if (at > dueAt + LATE_MS) {
			open.delete(key);
			record.never++;
		}
	for (const [key, { minutes, threshold }] of Object.entries(alerts)) {
		if (open.has(key) || over.has(key) || !values.has(key)) continue;
		open.set(key, { madeAt: at, dueAt: at + minutes * 60_000, threshold });
	}
	return { watch: { open, over }, record };
}

export function plusAlerts(a: AlertRecord, b: AlertRecord): AlertRecord {
	return {
		came: a.came + b.came,
		late: a.late + b.late,
		never: a.never + b.never,
		unpredicted: a.unpredicted + b.unpredicted,
		leadMs: a.leadMs + b.leadMs
	};
}
