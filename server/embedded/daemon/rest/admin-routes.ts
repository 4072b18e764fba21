import { jsonAnswer } from '../answer/json-answer.ts';
import { localTime } from '../../shared/local-time.ts';
import type { Daemon } from '../daemon.ts';
import { READY_RECORDS } from '../fleet/fleet.ts';
import { HORIZON_STEPS } from '../metrics.ts';
import type { Route } from './route.ts';

/** The state on disk, if there is one. */
interface StoredModel {
	readonly path: string;
	readonly bytes: number;
	/** ms since 1970. */
	readonly writtenAt: number;
}

export interface AdminDeps {
	readonly daemon: Daemon;
	/** When this process began to learn, in ms since 1970. */
	readonly startedAt: number;
	/** Undefined keeps nothing over a restart. */
	readonly stateDir: string | undefined;
	readonly stored: () => StoredModel | undefined;
}

const MODEL_NAME = 'embedded-forecaster';

/** The routes about the one model, which learns continuously: nothing here changes it. */
export function adminRoutes(deps: AdminDeps): Route[] {
	const get = (path: string, summary: string, answer: () => unknown): Route => ({
		method: 'GET',
		path,
		summary,
		keyed: true,
		handle: () => jsonAnswer(answer())
	});
	return [
		get('/admin/models', 'The models there are', () => models(deps)),
		get('/admin/model-info', 'The model in use', () => modelInfo(deps)),
		get('/admin/training-status', 'Whether a training job runs', () => ({
			status: 'idle',
			message: 'No training jobs: the embedded forecaster learns from every step'
		})),
		get('/admin/training-stats', 'What the model has learnt from', () => trainingStats(deps))
	];
}

function models({ stateDir, stored, startedAt }: AdminDeps) {
	const file = stored();
	const model = {
		path: file?.path ?? 'memory',
		name: MODEL_NAME,
		timestamp: localTime(file?.writtenAt ?? startedAt),
		is_current: true,
		...(file ? { size_mb: megabytes(file.bytes), modified: localTime(file.writtenAt) } : {})
	};
	return { models: [model], count: 1, models_dir: stateDir ?? 'none', current_model: MODEL_NAME };
}

function modelInfo({ daemon, stored, startedAt }: AdminDeps) {
	const file = stored();
	const { servers } = daemon.seen;
	return {
		loaded: true,
		mode: 'embedded',
		model_path: file?.path ?? 'memory',
		model_name: MODEL_NAME,
		model_timestamp: localTime(file?.writtenAt ?? startedAt),
		config: { max_prediction_length: HORIZON_STEPS, max_encoder_length: null },
		servers: { total: servers, known: servers }
	};
}

function trainingStats({ daemon, stored }: AdminDeps) {
	const file = stored();
	return {
		current_job: null,
		history: { total_trainings: 0, successful: 0, failed: 0, last_training: null },
		data_buffer: {
			total_records: daemon.seen.records,
			file_count: file ? 1 : 0,
			date_range: null,
			disk_usage_mb: file ? megabytes(file.bytes) : 0
		},
		ready_to_train: false,
		ready_reason: 'The embedded forecaster learns from every step and is never trained in jobs',
		config: { training_days: 0, min_records_threshold: READY_RECORDS }
	};
}

function megabytes(bytes: number): number {
	return Math.round(bytes / 10_000) / 100;
}
