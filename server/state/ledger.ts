import type { JsonObject, MergePatch } from '#core/json/json.ts';
import { diff, shareStructure } from '#core/json/merge-patch.ts';
import type { TopicPatch } from '#core/protocol/messages.ts';
import type { Topic } from '#core/protocol/topic.ts';

/** One state of one topic. Compared by identity: a viewer that holds the object holds that state. */
export interface TopicRevision {
	readonly topic: Topic;
	readonly epoch: string;
	/** The tick in which this state was recorded. */
	readonly seq: number;
	readonly state: JsonObject;
}

/** The recent revisions of each topic, oldest first. Immutable. */
export type Ledger = ReadonlyMap<Topic, readonly TopicRevision[]>;

/**
 * Revisions kept for returning viewers: at the default tick of 5 s nearly three minutes, longer than the longest
 * reconnection wait. After that, a viewer gets a snapshot.
 */
const KEPT_REVISIONS = 32;

/**
 * Returns the ledger with these states as the newest of their topics, at tick `seq`. An unchanged state creates no
 * revision. Other topics stay as they are.
 */
export function record(
	ledger: Ledger,
	epoch: string,
	seq: number,
	states: Iterable<readonly [Topic, JsonObject]>
): Ledger {
	const next = new Map(ledger);
	for (const [topic, state] of states) {
		const kept = next.get(topic) ?? [];
		const last = kept.at(-1);
		if (last?.epoch !== epoch) {
			next.set(topic, [{ topic, epoch, seq, state }]);
			continue;
		}
		const shared = shareStructure(last.state, state);
		if (shared !== last.state)
			next.set(topic, [...kept.slice(1 - KEPT_REVISIONS), { topic, epoch, seq, state: shared }]);
	}
	return next;
}

/** Returns the ledger without the topics that `keep` rejects. */
export function forget(ledger: Ledger, keep: (topic: Topic) => boolean): Ledger {
	return new Map([...ledger].filter(([topic]) => keep(topic)));
}

/** Returns the newest revision of a topic; undefined while it has no state. */
export function newest(ledger: Ledger, topic: Topic): TopicRevision | undefined {
	return ledger.get(topic)?.at(-1);
}

/** Finds a revision, while it is kept. */
export function find(
	ledger: Ledger,
	topic: Topic,
	{ epoch, seq }: { epoch: string; seq: number }
): TopicRevision | undefined {
	return ledger
		.get(topic)
		?.findLast((revision) => revision.epoch === epoch && revision.seq === seq);
}

/** Cached differences: rooms that share a topic share the work. */
const differences = new WeakMap<TopicRevision, WeakMap<TopicRevision, MergePatch>>();

/** Returns the patch from one revision to a later one of the same topic and epoch. */
export function patchBetween(from: TopicRevision, to: TopicRevision): TopicPatch {
	if (from.topic !== to.topic || from.epoch !== to.epoch)
		throw new Error(`no patch leads from ${from.topic} ${from.epoch} to ${to.topic} ${to.epoch}`);
	const known = differences.get(from) ?? new WeakMap<TopicRevision, MergePatch>();
	differences.set(from, known);
	const patch = known.get(to) ?? diff(from.state, to.state) ?? {};
	known.set(to, patch);
	return { topic: to.topic, epoch: to.epoch, since: from.seq, seq: to.seq, patch };
}
