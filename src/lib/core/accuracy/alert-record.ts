import * as z from 'zod/mini';
import { duration, wholeNumber } from '../json/schema.ts';
import type { AlertsState } from '../topics/states.ts';

/** Counts of predicted crossings by outcome, and of crossings that nothing predicted. */
export const alertRecordSchema = z.object({
	came: wholeNumber,
	late: wholeNumber,
	never: wholeNumber,
	unpredicted: wholeNumber,
	/** Predictions whose whole time span is over. Before that, only the fulfilled ones are known. */
	judged: wholeNumber,
	/** Judged predictions that came true, on time or late. */
	borneOut: wholeNumber,
	/** Sum of the lead times of the crossings that came on time, in ms. */
	leadMs: duration
});
export type AlertRecord = z.infer<typeof alertRecordSchema>;
export const NO_ALERTS: AlertRecord = {
	came: 0,
	late: 0,
	never: 0,
	unpredicted: 0,
	judged: 0,
	borneOut: 0,
	leadMs: 0
};

/** A crossing counts as predicted in time up to three steps after the predicted moment, and as late for an hour. */
export const GRACE_MS = 15 * 60_000;
export const LATE_MS = 60 * 60_000;
/** How far ahead the daemon predicts crossings. */
const AHEAD_MS = 60 * 60_000;
/** Every prediction is judged this long after it was made: judging fulfilled ones earlier would favour them. */
export const JUDGED_AFTER_MS = AHEAD_MS + LATE_MS;
/** A metric not seen for longer than two steps may have crossed and come back, so its predictions are not judged. */
export const GAP_MS = 10 * 60_000;
/**
 * How long a metric must stay below its threshold before it can cross again: near a threshold, noise is not a crossing.
 */
export const SETTLED_MS = 15 * 60_000;

interface Prediction {
	readonly madeAt: number;
	readonly dueAt: number;
}

/** Tracking state of one metric of one server. */
interface Standing {
	readonly seenAt: number;
	/** When a rise starts to count as a crossing; undefined while the metric is above its threshold. */
	readonly settledAt: number | undefined;
	readonly prediction: Prediction | undefined;
	/** Predictions with a known outcome that are not due for judging yet. */
	readonly outcomes: readonly Outcome[];
}

interface Outcome {
	readonly judgedAt: number;
	readonly borneOut: boolean;
}

/** Keyed like the topic `alerts`. */
export type AlertTracking = ReadonlyMap<string, Standing>;

export interface Look {
	readonly at: number;
	readonly alerts: AlertsState;
	/** Key → the value now and the threshold of its metric, for all metrics that can have alerts. */
	readonly values: ReadonlyMap<string, { readonly value: number; readonly threshold: number }>;
}

/**
 * Adds one observation to the record. Only what was seen counts: a crossing is a rise from a value below the threshold
 * that was seen within GAP_MS, and a prediction is dropped, unjudged, once its metric has not been seen for that long.
 * A metric first seen above its threshold has not crossed it, and one that returns below it must stay there for
 * SETTLED_MS before it can cross again.
 */
export function trackAlerts(
	watch: AlertTracking | undefined,
	{ at, alerts, values }: Look
): { watch: AlertTracking; record: AlertRecord } {
	const next = new Map<string, Standing>();
	const record = { ...NO_ALERTS };
	for (const [key, standing] of watch ?? []) if (isNear(standing, at)) next.set(key, standing);
	for (const [key, { value, threshold }] of values) {
		const known = next.get(key);
		let prediction = known?.prediction;
		const over: Outcome[] = [...(known?.outcomes ?? [])];
		if (prediction && at > prediction.dueAt + LATE_MS) {
			record.never++;
			over.push(outcomeOf(prediction, false));
			prediction = undefined;
		}
		const crossed = value >= threshold;
		if (crossed && isSettled(known, at)) {
			count(record, prediction, at);
			if (prediction) over.push(outcomeOf(prediction, true));
		}
		const outcomes = judge(record, over, at);
		if (crossed) {
			next.set(key, { seenAt: at, settledAt: undefined, prediction: undefined, outcomes });
			continue;
		}
		const settledAt = known ? (known.settledAt ?? at + SETTLED_MS) : at;
		const alert = Object.hasOwn(alerts, key) ? alerts[key] : undefined;
		// A prediction counts only if its crossing would.
		if (alert && at >= settledAt) prediction ??= { madeAt: at, dueAt: at + alert.minutes * 60_000 };
		next.set(key, { seenAt: at, settledAt, prediction, outcomes });
	}
	return { watch: next, record };
}

function outcomeOf({ madeAt, dueAt }: Prediction, borneOut: boolean): Outcome {
	return { judgedAt: Math.max(madeAt + JUDGED_AFTER_MS, dueAt + LATE_MS), borneOut };
}

/** Counts the predictions that are due; the others wait. */
function judge(record: AlertRecord, over: readonly Outcome[], at: number): readonly Outcome[] {
	return over.filter(({ judgedAt, borneOut }) => {
		if (at < judgedAt) return true;
		record.judged++;
		if (borneOut) record.borneOut++;
		return false;
	});
}

/** After a clock was set back, no gap can be measured. */
function isNear({ seenAt }: Standing, at: number): boolean {
	return Math.abs(at - seenAt) <= GAP_MS;
}

function isSettled(known: Standing | undefined, at: number): boolean {
	return known?.settledAt !== undefined && at >= known.settledAt;
}

function count(record: AlertRecord, prediction: Prediction | undefined, at: number): void {
	if (!prediction) record.unpredicted++;
	else if (at <= prediction.dueAt + GRACE_MS) {
		record.came++;
		record.leadMs += at - prediction.madeAt;
	} else record.late++;
}
