import * as z from 'zod';
import { tenth } from '#core/metrics/metrics.ts';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import type { DriftState } from '#core/topics/drift.ts';
import { isSane } from './sane-number.ts';

const share = z.number().min(0).refine(isSane);
const count = z.number().int().min(0);
const word = z.string().optional();
const sentDrift = z.object({
	current_metrics: z.object({
		per: share,
		dss: share,
		fds: share,
		anomaly_rate: share,
		combined_score: share.optional(),
		needs_retraining: z.boolean().default(false)
	}),
	trends: z.object({ per: word, dss: word, fds: word, anomaly_rate: word }).catch({}),
	window_size: count.optional(),
	data_points_tracked: count.optional(),
	recommendation: z.string().optional(),
	thresholds: z
		.object({
			per_threshold: share,
			dss_threshold: share,
			fds_threshold: share,
			anomaly_threshold: share
		})
		.partial()
		.default({})
});
const sentReport = z.object({ report: z.string() });
const sentTraining = z.object({
	status: z.string(),
	message: z.string().nullish(),
	progress_pct: z.number().nullish()
});

/** The daemon's documented limits in percent, for one that sends none. */
const USUAL_LIMITS = { per: 10, dss: 20, fds: 15, anomalyRate: 5 } as const;

/** Reads /drift/status, and /drift/report and /admin/training-status where the daemon offers them. */
export function readDrift(status: unknown, report: unknown, training: unknown): Result<DriftState> {
	const parsed = sentDrift.safeParse(status);
	if (!parsed.success) {
		const off = z.object({ success: z.literal(false) }).safeParse(status).success;
		return off ? ok({ offered: false }) : err('daemon-malformed', 'The drift status is malformed.');
	}
	const { current_metrics: current, trends, thresholds, window_size, ...rest } = parsed.data;
	const scores = {
		per: percent(current.per),
		dss: percent(current.dss),
		fds: percent(current.fds),
		anomalyRate: percent(current.anomaly_rate)
	};
	const told = {
		per: thresholds.per_threshold,
		dss: thresholds.dss_threshold,
		fds: thresholds.fds_threshold,
		anomalyRate: thresholds.anomaly_threshold
	};
	return ok({
		offered: true,
		measured: window_size === undefined ? Object.values(scores).some(Boolean) : window_size > 0,
		scores,
		limits: {
			per: limit(told.per, USUAL_LIMITS.per),
			dss: limit(told.dss, USUAL_LIMITS.dss),
			fds: limit(told.fds, USUAL_LIMITS.fds),
			anomalyRate: limit(told.anomalyRate, USUAL_LIMITS.anomalyRate)
		},
		combined: percent(current.combined_score ?? 0),
		trends: {
			...(trends.per ? { per: trends.per } : {}),
			...(trends.dss ? { dss: trends.dss } : {}),
			...(trends.fds ? { fds: trends.fds } : {}),
			...(trends.anomaly_rate ? { anomalyRate: trends.anomaly_rate } : {})
		},
		needsRetraining: current.needs_retraining,
		...(rest.recommendation === undefined ? {} : { recommendation: rest.recommendation }),
		...(window_size === undefined ? {} : { windowSize: window_size }),
		...(rest.data_points_tracked === undefined ? {} : { dataPoints: rest.data_points_tracked }),
		...reportOf(report),
		...trainingOf(training)
	});
}

function reportOf(body: unknown): { report?: string } {
	const { data } = sentReport.safeParse(body);
	return data ? { report: data.report } : {};
}

type Training = NonNullable<Extract<DriftState, { offered: true }>['training']>;

function trainingOf(body: unknown): { training?: Training } {
	const { data } = sentTraining.safeParse(body);
	if (!data) return {};
	return {
		training: {
			status: data.status,
			...(data.message ? { message: data.message } : {}),
			...(typeof data.progress_pct === 'number' ? { progressPercent: data.progress_pct } : {})
		}
	};
}

function percent(fraction: number): number {
	return tenth(fraction * 100);
}

function limit(fraction: number | undefined, usual: number): number {
	return fraction === undefined ? usual : percent(fraction);
}
