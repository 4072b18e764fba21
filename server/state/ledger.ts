import type { JsonObject, MergePatch } from '#core/json/json.ts';
import { diff, shareStructure } from '#core/json/merge-patch.ts';
import type { TopicPatch } from '#core/protocol/messages.ts';
import type { Topic } from '#core/protocol/topic.ts';

/** One state of one topic. Its identity stands for it: who holds the object holds that state. */
export interface TopicRevision {
	readonly topic: Topic;
	readonly epoch: string;
	/** The tick in which this state came about. */
	readonly seq: number;
	readonly state: JsonObject;
}

/** The recent revisions of each topic, oldest first. Never changed in place. */
export type Ledger = ReadonlyMap<Topic, readonly TopicRevision[]>;

/**
 * Revisions kept for viewers that come back: at the default tick of 5 s nearly three minutes, longer than the
 * longest reconnection wait. A viewer away for longer gets a snapshot.
 */
export const KEPT_REVISIONS = 32;

/**
 * The ledger with these states as the newest of their topics, at tick `seq`. An unchanged state begins no
 * revision. Topics not named stay as they are.
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

/** The ledger without the topics that `keep` refuses. */
export function forget(ledger: Ledger, keep: (topic: Topic) => boolean): Ledger {
	return new Map([...ledger].filter(([topic]) => keep(topic)));
}

export function newest(ledger: Ledger, topic: Topic): TopicRevision | undefined {
	return ledger.get(topic)?.at(-1);
}

/** The revision by its name, while it is kept. */
export function find(
	ledger: Ledger,
	topic: Topic,
	{ epoch, seq }: { epoch: string; seq: number }
): TopicRevision | undefined {
	return ledger
		.get(topic)
		?.findLast((revision) => revision.epoch === epoch && revision.seq === seq);
}

/** Differences that were asked for already: rooms that share a topic share the work. */
const differences = new WeakMap<TopicRevision, WeakMap<TopicRevision, MergePatch>>();

/** The patch that leads from one revision to a later one of the same topic and epoch. */
export function patchBetween(from: TopicRevision, to: TopicRevision): TopicPatch {
	if (from.topic !== to.topic || from.epoch !== to.epoch)
		throw new Error(`no patch leads from ${from.topic} ${from.epoch} to ${to.topic} ${to.epoch}`);
	const known = differences.get(from) ?? new WeakMap<TopicRevision, MergePatch>();
	differences.set(from, known);
	const patch = known.get(to) ?? diff(from.state, to.state) ?? {};
	known.set(to, patch);
	return { topic: to.topic, epoch: to.epoch, since: from.seq, seq: to.seq, patch };
}
