import * as z from 'zod';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import type { CascadeEventsState, CascadeEvent, Comovement } from '#core/topics/cascade-events.ts';

const share = z.number().min(0).max(1);
const count = z.number().int().min(0);
const names = z.array(z.string());
const sentComovement = z.object({
	metric: z.string(),
	affected_servers: names.default([]),
	severity: z.string().default('unknown')
});
const comovements = z.array(sentComovement);
const sentEvent = z.object({
	timestamp: z.string(),
	cascades: comovements.default([]),
	correlation_score: share,
	affected_servers: names.default([])
});
const sentStatus = z.object({
	current_status: z.object({
		cascade_detected: z.boolean(),
		timestamp: z.string().optional(),
		reason: z.string().optional(),
		cascades: comovements.default([]),
		alert: z.object({ recommendations: names.default([]) }).optional()
	}),
	tracking: z
		.object({
			servers: count.optional(),
			metrics_tracked: names.default([]),
			window_size: count.optional()
		})
		.default({ metrics_tracked: [] }),
	/** Parsed one by one: a malformed event must not hide the others. */
	recent_events: z.array(z.unknown()).default([]),
	event_count: count.optional(),
	thresholds: z
		.object({
			correlation: z.number().optional(),
			cascade_servers: z.number().optional(),
			anomaly_z_score: z.number().optional()
		})
		.default({})
});

/** Reads the answer of /cascade/status. `now`: when it arrived, in ms since 1970. */
export function readCascadeEvents(body: unknown, now: number): Result<CascadeEventsState> {
	const parsed = sentStatus.safeParse(body);
	if (!parsed.success) {
		const off = z.object({ success: z.literal(false) }).safeParse(body).success;
		return off
			? ok({ offered: false })
			: err('daemon-malformed', 'The cascade status is malformed.');
	}
	const { current_status: current, tracking, thresholds, recent_events, event_count } = parsed.data;
	const events = eventsOf(recent_events, current.timestamp, now);
	const verdict = current.timestamp !== undefined;
	return ok({
		offered: true,
		...(verdict ? { detected: current.cascade_detected } : {}),
		...(current.reason === undefined ? {} : { reason: current.reason }),
		now: current.cascades.map(comovementOf),
		recommendations: current.alert?.recommendations ?? [],
		events,
		eventCount: event_count ?? events.length,
		...(tracking.servers === undefined ? {} : { trackedServers: tracking.servers }),
		trackedMetrics: tracking.metrics_tracked,
		...(tracking.window_size === undefined ? {} : { windowSize: tracking.window_size }),
		thresholds: {
			...(thresholds.correlation === undefined ? {} : { correlation: thresholds.correlation }),
			...(thresholds.cascade_servers === undefined ? {} : { servers: thresholds.cascade_servers }),
			...(thresholds.anomaly_z_score === undefined
				? {}
				: { anomalyZScore: thresholds.anomaly_z_score })
		}
	});
}

/**
 * The daemon writes its local time without a zone, so only the difference to its own clock is meaningful: how long ago an
 * event was.
 */
function eventsOf(
	sent: readonly unknown[],
	daemonNow: string | undefined,
	now: number
): CascadeEvent[] {
	const newest = daemonNow ?? sentEvent.safeParse(sent.at(-1)).data?.timestamp;
	return sent
		.flatMap((event) => {
			const { data } = sentEvent.safeParse(event);
			const ago = data && newest ? zoneless(newest) - zoneless(data.timestamp) : NaN;
			if (!data || Number.isNaN(ago)) return [];
			return {
				at: Math.max(0, Math.round((now - Math.max(0, ago)) / 1_000) * 1_000),
				correlation: Math.round(data.correlation_score * 100) / 100,
				servers: data.affected_servers,
				metrics: data.cascades.map(comovementOf)
			};
		})
		.sort((a, b) => b.at - a.at);
}

/** Any zone will do for a difference if it is the same for both; UTC has no leaps. */
function zoneless(timestamp: string): number {
	return Date.parse(`${timestamp.replace(/(Z|[+-]\d\d:?\d\d)$/, '').slice(0, 23)}Z`);
}

function comovementOf(sent: z.infer<typeof sentComovement>): Comovement {
	return { metric: sent.metric, servers: sent.affected_servers, severity: sent.severity };
}
