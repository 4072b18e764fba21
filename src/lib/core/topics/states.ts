import * as z from 'zod/mini';
import { correctionCurveSchema } from '../borne-out/correction-curve.ts';
import { LEVELS } from '../levels/levels.ts';
import { instant, dictionaryOf, wholeNumber, score } from '../json/schema.ts';
import { nowAndSoon, readingSchema } from './reading.ts';
import { unavailableSchema } from './unavailable.ts';

const level = z.enum(LEVELS);
const fraction = z.number().check(z.gte(0), z.lte(1));

/**
 * The risk of one server. `silent`: its values have not changed for ten ticks while the feed was live. `warming`: too
 * little data for a good forecast.
 */
export const riskEntrySchema = z.object({
	score,
	level,
	profile: z.string(),
	silent: z.exactOptional(z.literal(true)),
	warming: z.exactOptional(z.literal(true))
});
export type RiskEntry = z.infer<typeof riskEntrySchema>;

/**
 * `steady`: the risk that counts in events, alerts and history, where its level or severity differs from that of
 * `score`.
 */
export const countedRiskSchema = z.extend(riskEntrySchema, {
	steady: z.exactOptional(z.object({ score, level }))
});
export type CountedRisk = z.infer<typeof countedRiskSchema>;

/** Topic `risk`: server → its risk. */
export const riskSchema = dictionaryOf(countedRiskSchema);
export type RiskState = z.infer<typeof riskSchema>;

/** Topic `metrics`: server → its display metrics. */
export const metricsSchema = dictionaryOf(readingSchema);
export type MetricsState = z.infer<typeof metricsSchema>;

/** A server that needs attention, with the columns of its table. */
export const attentionSchema = z.extend(riskEntrySchema, {
	cpu: z.exactOptional(nowAndSoon),
	iowait: z.exactOptional(nowAndSoon),
	memory: z.exactOptional(nowAndSoon)
});
export type Attention = z.infer<typeof attentionSchema>;

/**
 * Topic `summary`. `risk30mPercent` and `risk8hPercent` are the daemon's mean scores ×100 (it calls them
 * probabilities). `highest`: the 20 servers of highest risk. `attention`: up to 100 servers that are not healthy,
 * highest risk first. `setAside`: parts of the daemon's answer that were malformed or beyond the bounds, and are not
 * shown.
 */
export const summarySchema = z.object({
	counts: z.object({
		total: wholeNumber,
		critical: wholeNumber,
		warning: wholeNumber,
		degraded: wholeNumber,
		healthy: wholeNumber,
		attention: wholeNumber,
		silent: wholeNumber,
		warming: z.exactOptional(wholeNumber),
		unjudged: z.exactOptional(wholeNumber),
		/** Servers with a metric over its warning limit now; absent for none. */
		overLimit: z.exactOptional(wholeNumber)
	}),
	risk30mPercent: z.exactOptional(score),
	risk8hPercent: z.exactOptional(score),
	fleetHealth: z.exactOptional(z.string()),
	highest: dictionaryOf(riskEntrySchema),
	attention: dictionaryOf(attentionSchema),
	setAside: z.exactOptional(wholeNumber),
	/** The percents that count in alerts, where they break a different rule than the current ones. */
	steady: z.exactOptional(
		z.object({ risk30mPercent: z.exactOptional(score), risk8hPercent: z.exactOptional(score) })
	)
});
export type SummaryState = z.infer<typeof summarySchema>;

/**
 * A metric that is over a limit at the moment of the state. `value`: at that moment; `threshold`: the lowest limit it
 * is over; `minutes`: for how long, whole. `atLeast`: the start was not observed. `silent`: its server stopped
 * reporting, so all of it is as of its last report.
 */
export const overNowSchema = z.object({
	level: z.enum(['critical', 'warning']),
	value: z.number(),
	threshold: z.number(),
	minutes: wholeNumber,
	atLeast: z.exactOptional(z.literal(true)),
	silent: z.exactOptional(z.literal(true))
});
export type OverNow = z.infer<typeof overNowSchema>;

/**
 * A predicted crossing, or a metric that is over its limit already. `value` is p50 at the first step over `threshold`,
 * `minutes` ahead; `criticalMinutes` where the critical threshold is crossed, too. Without a predicted crossing only
 * `over` matters, and `value` and `threshold` are the current ones, 0 minutes ahead.
 */
export const alertSchema = z.object({
	server: z.string(),
	metric: z.string(),
	severity: z.enum(['critical', 'warning']),
	value: z.number(),
	threshold: z.number(),
	minutes: z.number(),
	criticalMinutes: z.exactOptional(z.number()),
	over: z.exactOptional(overNowSchema)
});
export type Alert = z.infer<typeof alertSchema>;

/** Topic `alerts`: `<metric>:<server>` → the alert; metric names have no colon, so the key is unambiguous. */
export const alertsSchema = dictionaryOf(alertSchema);
export type AlertsState = z.infer<typeof alertsSchema>;

/** The forecast of one metric: the value now, its change per step, and the quantiles at each step. */
export const forecastSchema = z.object({
	now: z.number(),
	trend: z.number(),
	p10: z.array(z.number()),
	p50: z.array(z.number()),
	p90: z.array(z.number()),
	/** The steps of the quantiles, where they are not all from 1 up: the history keeps only a few. */
	steps: z.exactOptional(z.array(wholeNumber)),
	/** How the band is corrected, at each kept step, where enough has been seen. */
	borneOut: z.exactOptional(correctionCurveSchema)
});
export type Forecast = z.infer<typeof forecastSchema>;

/**
 * Topic `server/<name>`; `present: false` when the fleet has no such server. `metrics` by the daemon's own metric
 * names. `daemonLevel` is the daemon's word, for information only. `alerts`: those of this server, if any.
 */
export const serverSchema = z.union([
	z.object({ present: z.literal(false) }),
	z.extend(riskEntrySchema, {
		present: z.literal(true),
		daemonLevel: z.exactOptional(z.string()),
		alerts: z.exactOptional(alertsSchema),
		metrics: dictionaryOf(forecastSchema)
	})
]);
export type ServerState = z.infer<typeof serverSchema>;

/** Topic `cascade`, as the daemon reports it. */
export const cascadeSchema = z.union([
	unavailableSchema,
	z.object({
		offered: z.literal(true),
		/** When it was read, while the next answer is overdue. */
		asOf: z.exactOptional(instant),
		healthScore: score,
		status: z.string(),
		correlation: fraction,
		anomalyRate: fraction,
		anomalousServers: wholeNumber,
		totalServers: wholeNumber,
		cascadeRisk: z.string()
	})
]);
export type CascadeState = z.infer<typeof cascadeSchema>;
