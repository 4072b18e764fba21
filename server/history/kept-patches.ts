import { KEPT_TOPICS, type KeptStates, type KeptStep } from '#core/history/kept-ticks.ts';
import type { JsonObject, MergePatch } from '#core/json/json.ts';
import { applyPatch, diff } from '#core/json/merge-patch.ts';

export type Patches = KeptStep['patches'];

/** Returns the patches from one tick's states to another's. */
export function patchesBetween(before: KeptStates, after: KeptStates): Patches {
	const changes = KEPT_TOPICS.map((topic) => {
		const [old, next] = [before[topic], after[topic]] as [JsonObject?, JsonObject?];
		return [topic, patchOf(old, next)] as const;
	});
	return Object.fromEntries(changes.filter(([, patch]) => patch !== undefined));
}

function patchOf(before?: JsonObject, after?: JsonObject): MergePatch | null | undefined {
	if (!after) return before && null;
	return diff(before ?? {}, after) ?? (before ? undefined : {});
}

/** Law: `patched(before, patchesBetween(before, after))` equals `after`. */
export function patched(before: KeptStates, patches: Patches): KeptStates {
	const after: Record<string, JsonObject> = {
		...(before as unknown as Record<string, JsonObject>)
	};
	for (const topic of KEPT_TOPICS) {
		const patch = patches[topic];
		if (patch) after[topic] = applyPatch(after[topic] ?? {}, patch);
		else if (patch === null) Reflect.deleteProperty(after, topic);
	}
	return after as unknown as KeptStates;
}
