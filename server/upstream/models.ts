import * as z from 'zod';
import { tenth } from '#core/metrics/metrics.ts';
import { ok, err, type Result } from '#core/protocol/problem.ts';
import type { Model, ModelsState } from '#core/topics/models.ts';
import { isSane } from './sane-number.ts';

const count = z.number().int().min(0);
const sentModel = z.object({
	name: z.string(),
	timestamp: z.string().nullish(),
	created: z.string().nullish(),
	size_mb: z.number().nullish(),
	is_current: z.boolean().default(false)
});
const sentModels = z.object({
	models: z.array(z.unknown()),
	current_model: z.string().nullish()
});
const sentInfo = z.object({
	loaded: z.boolean().optional(),
	mode: z.string().optional(),
	model_name: z.string().nullish()
});
const sentRoot = z.object({ version: z.string().max(60) });
const sentStats = z.object({
	history: z.object({ total_trainings: count, successful: count, failed: count }).optional(),
	ready_to_train: z.boolean().optional(),
	ready_reason: z.string().nullish()
});

/** Reads /admin/models, and /admin/model-info, /admin/training-stats and / where the daemon offers them. */
export function readModels(
	list: unknown,
	info: unknown,
	stats: unknown,
	root?: unknown
): Result<ModelsState> {
	const parsed = sentModels.safeParse(list);
	if (!parsed.success) return err('daemon-malformed', 'The list of models is malformed.');
	const told = sentInfo.safeParse(info).data;
	const current = told?.model_name ?? nameIn(parsed.data.current_model);
	const trained = sentStats.safeParse(stats).data;
	const version = sentRoot.safeParse(root).data?.version;
	return ok({
		offered: true,
		models: parsed.data.models.flatMap(modelOf),
		...(version === undefined ? {} : { daemonVersion: version }),
		...(told?.loaded === undefined ? {} : { loaded: told.loaded }),
		...(told?.mode === undefined ? {} : { mode: told.mode }),
		...(current ? { current } : {}),
		...(trained?.history
			? {
					trainings: {
						total: trained.history.total_trainings,
						successful: trained.history.successful,
						failed: trained.history.failed
					}
				}
			: {}),
		...(trained?.ready_to_train === undefined ? {} : { readyToTrain: trained.ready_to_train }),
		...(trained?.ready_reason ? { readyReason: trained.ready_reason } : {})
	});
}

function modelOf(sent: unknown): Model[] {
	const { data } = sentModel.safeParse(sent);
	if (!data) return [];
	const created = data.created ?? data.timestamp;
	return [
		{
			name: data.name,
			...(created ? { created } : {}),
			...(isSane(data.size_mb) ? { sizeMb: tenth(data.size_mb) } : {}),
			current: data.is_current
		}
	];
}

/** The daemon identifies its current model by a path on its machine, of which viewers need only the end. */
function nameIn(path: string | null | undefined): string | undefined {
	return path?.split(/[\\/]/).findLast(Boolean);
}
