import { z } from 'zod';
import { alert, count, fraction, name, percent, score, time } from './contract-shapes.ts';

const range = z.string();

const event = z.looseObject({
	timestamp: time,
	server_name: name,
	event_type: z.enum(['escalation', 'de-escalation', 'resolved']),
	previous_level: z.string(),
	new_level: z.string(),
	risk_score: score
});

const export_ = z.looseObject({
	success: z.literal(true),
	table: z.enum(['alerts', 'environment']),
	time_range: range,
	csv_data: z.string(),
	filename: z.string().endsWith('.csv')
});

const nullableText = z.string().nullable();

/** What each path answers when there are data, or none yet. */
export const ANSWERS = {
	'/': z.looseObject({
		service: z.string(),
		version: z.string(),
		status: z.string(),
		endpoints: z.record(z.string(), z.string()),
		features: z.record(z.string(), z.string())
	}),
	'/health': z.looseObject({
		status: z.literal('healthy'),
		service: z.literal('tft_inference_daemon'),
		running: z.literal(true)
	}),
	'/status': z.looseObject({
		running: z.literal(true),
		tick_count: count,
		window_size: count,
		warmup: z.looseObject({
			is_warmed_up: z.boolean(),
			progress_percent: z.int().min(0).max(100),
			threshold: z.literal(150),
			current_size: count,
			required_size: z.literal(150),
			message: z.string()
		})
	}),
	'/alerts/active': z.looseObject({ timestamp: time, count, alerts: z.array(alert) }),
	'/drift/status': z.looseObject({
		current_metrics: z.looseObject({
			per: fraction,
			dss: fraction,
			fds: fraction,
			anomaly_rate: fraction,
			combined_score: fraction,
			needs_retraining: z.boolean(),
			timestamp: time
		}),
		trends: z.record(z.string(), z.enum(['increasing', 'decreasing', 'stable'])),
		window_size: count,
		data_points_tracked: count,
		recommendation: z.enum(['OK', 'RETRAIN NOW']),
		thresholds: z.looseObject({
			per_threshold: z.literal(0.1),
			dss_threshold: z.literal(0.2),
			fds_threshold: z.literal(0.15),
			anomaly_threshold: z.literal(0.05)
		})
	}),
	'/drift/report': z.looseObject({ success: z.literal(true), report: z.string().min(1) }),
	'/admin/models': z.looseObject({
		models: z.array(z.looseObject({ name, path: z.string(), is_current: z.boolean() })),
		count,
		models_dir: z.string()
	}),
	'/admin/model-info': z.looseObject({ loaded: z.boolean(), mode: z.string() }),
	'/admin/training-status': z.looseObject({ status: z.string(), message: z.string() }),
	'/admin/training-stats': z.looseObject({
		history: z.looseObject({ total_trainings: count, last_training: nullableText }),
		data_buffer: z.looseObject({ total_records: count, disk_usage_mb: z.number().min(0) }),
		ready_to_train: z.boolean(),
		ready_reason: z.string(),
		config: z.looseObject({ training_days: count, min_records_threshold: count })
	}),
	'/historical/summary': z.looseObject({
		success: z.literal(true),
		time_range: range,
		total_alerts: count,
		critical_alerts: count,
		warning_alerts: count,
		resolved_count: count,
		unresolved_count: count,
		avg_resolution_minutes: z.number().min(0),
		incidents_caused: count,
		servers_affected: count,
		resolution_rate: percent
	}),
	'/historical/alerts': z.looseObject({
		success: z.literal(true),
		time_range: range,
		count,
		alerts: z.array(event)
	}),
	'/historical/environment': z.looseObject({
		success: z.literal(true),
		time_range: range,
		count,
		snapshots: z.array(
			z.looseObject({
				id: z.int(),
				timestamp: time,
				total_servers: count,
				critical_count: count,
				warning_count: count,
				degraded_count: count,
				healthy_count: count,
				prob_30m: fraction,
				prob_8h: fraction,
				avg_risk_score: percent,
				max_risk_score: percent,
				top_risk_server: z.string(),
				fleet_health: z.string()
			})
		)
	}),
	'/historical/export/alerts': export_,
	'/historical/export/environment': export_,
	'/cascade/health': z.looseObject({
		health_score: percent,
		status: z.enum(['healthy', 'degraded', 'warning', 'critical']),
		correlation_score: fraction,
		anomaly_rate: fraction,
		anomalous_servers: count,
		total_servers: count,
		cascade_risk: z.enum(['low', 'medium', 'high'])
	}),
	'/cascade/status': z.looseObject({
		current_status: z.looseObject({ cascade_detected: z.boolean() }),
		tracking: z.looseObject({ servers: count, metrics_tracked: z.array(z.string()).length(5) }),
		recent_events: z.array(
			z.looseObject({
				timestamp: time,
				correlation_score: fraction,
				cascades: z.array(z.unknown())
			})
		),
		event_count: count,
		thresholds: z.looseObject({ correlation: z.number(), cascade_servers: count })
	})
} as const satisfies Record<string, z.ZodType>;

export type AnsweredPath = keyof typeof ANSWERS;
