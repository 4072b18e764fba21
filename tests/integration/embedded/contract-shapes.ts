import { z } from 'zod';
import { METRIC_NAMES } from '../../../server/embedded/daemon/metrics.ts';

/** The shapes of forecasts and explanations. More keys than named are allowed everywhere: newer versions add some. */

export const name = z.string();
export const count = z.int().nonnegative();
export const fraction = z.number().min(0).max(1);
export const percent = z.number().min(0).max(100);
export const score = z
	.number()
	.min(0)
	.max(100)
	.refine((value) => Math.abs(value * 10 - Math.round(value * 10)) < 1e-6, 'one decimal');
/** Local, without a zone, fractions of a second included. */
export const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?$/);

function forecastOf(maximum: number) {
	const steps = z.array(z.number().min(0).max(maximum)).length(96);
	return z
		.looseObject({ p50: steps, p10: steps, p90: steps, current: z.number(), trend: z.number() })
		.refine(
			({ p10, p50, p90 }) =>
				p50.every((middle, step) => (p10[step] ?? NaN) <= middle && middle <= (p90[step] ?? NaN)),
			'quantiles cross'
		);
}

const metrics = Object.fromEntries(
	METRIC_NAMES.map((metric) => [
		metric,
		forecastOf(metric.endsWith('_pct') ? 100 : Infinity).optional()
	])
);

const display = z.looseObject({
	current: z.number(),
	predicted: z.number(),
	delta: z.number(),
	unit: z.enum(['%', '', 'MB/s']),
	trend: z.enum(['increasing', 'decreasing', 'stable'])
});

const entry = z.looseObject({
	...metrics,
	risk_score: score,
	profile: z.enum([
		'Database',
		'ML Compute',
		'Web API',
		'Conductor Mgmt',
		'ETL/Ingest',
		'Risk Analytics',
		'Generic'
	]),
	alert: z.looseObject({
		level: z.enum(['critical', 'warning', 'watch', 'healthy']),
		score,
		color: z.string().regex(/^#[0-9a-f]{6}$/),
		emoji: z.string(),
		label: z.string()
	}),
	display_metrics: z.record(z.string(), display)
});

export const alert = z.looseObject({
	server: name,
	metric: z.string(),
	severity: z.enum(['critical', 'warning']),
	predicted_value: z.number(),
	threshold: z.number(),
	steps_ahead: z.int().min(1).max(12),
	minutes_ahead: z.int().min(5).max(60),
	message: z.string()
});

export const insufficient = z.looseObject({
	error: z.literal('insufficient_data'),
	message: z.string(),
	predictions: z.object({})
});

export const predictions = z.looseObject({
	predictions: z.record(z.string(), entry),
	alerts: z.array(alert),
	environment: z.looseObject({
		prob_30m: fraction,
		prob_8h: fraction,
		incident_probability_30m: fraction,
		incident_probability_8h: fraction,
		high_risk_servers: count,
		total_servers: count,
		fleet_health: z.enum(['healthy', 'warning', 'critical', 'unknown'])
	}),
	metadata: z.looseObject({
		model_type: z.string(),
		model_dir: z.string(),
		prediction_time: time,
		horizon_steps: z.literal(96),
		input_points: count,
		device: z.string()
	}),
	summary: z.looseObject({
		total_servers: count,
		critical_count: count,
		warning_count: count,
		degrading_count: count,
		healthy_count: count,
		avg_risk_score: percent,
		max_risk_score: percent,
		top_5_risks: z.array(name).max(5),
		top_10_risks: z.array(name).max(10),
		top_20_risks: z.array(name).max(20),
		risk_calculation_time: time
	})
});

const importance = z.looseObject({
	impact: z.number(),
	direction: z.enum(['increasing', 'decreasing', 'stable', 'neutral']),
	stars: z.string(),
	explanation: z.string()
});

export const explanation = z.looseObject({
	server_name: name,
	timestamp: time,
	risk_score: score,
	data_points: count,
	prediction: entry,
	shap: z.looseObject({
		server_name: name,
		prediction_value: z.number(),
		feature_importance: z.array(z.tuple([z.string(), importance])).min(1),
		top_driver: z.looseObject({ feature: z.string(), impact: z.number(), direction: z.string() }),
		summary: z.string(),
		method: z.string()
	}),
	attention: z.looseObject({
		attention_weights: z.array(fraction).min(1).max(150),
		important_periods: z.array(
			z.looseObject({
				period: z.string(),
				attention: fraction,
				importance: z.enum(['VERY HIGH', 'HIGH', 'MEDIUM', 'LOW']),
				timestep_range: z.tuple([count, count])
			})
		),
		summary: z.string(),
		total_timesteps: count,
		method: z.string()
	}),
	counterfactuals: z
		.array(
			z.looseObject({
				scenario: z.string(),
				action: z.string(),
				predicted_cpu: percent,
				/** Only of the embedded daemon. */
				predicted_risk: score.optional(),
				change: z.number().min(-100).max(100),
				safe: z.boolean(),
				confidence: fraction,
				effort: z.enum(['LOW', 'MEDIUM', 'HIGH', 'None']),
				risk: z.enum(['LOW', 'MEDIUM', 'HIGH'])
			})
		)
		.min(1)
		.max(6)
});
