import type { Snapshot, TopicPatch } from '#core/protocol/messages.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { newest, patchBetween, type Ledger, type TopicRevision } from '../state/ledger.ts';

/** Exactly what a viewer holds: one revision per topic, or none yet. Shared by all viewers that hold the same. */
export interface Position {
	/** The tick in which this position was the newest. */
	readonly tick: number;
	readonly revisions: ReadonlyMap<Topic, TopicRevision>;
}

/** The step from one position to another: snapshots first, then one packet with the patches. */
export interface Delivery {
	readonly snapshots: readonly Snapshot[];
	readonly patches: readonly TopicPatch[];
}

/** Returns the newest revisions of these topics; `previous` itself when they are the same. */
export function newestPosition(
	ledger: Ledger,
	topics: readonly Topic[],
	tick: number,
	previous?: Position
): Position {
	const revisions = new Map<Topic, TopicRevision>();
	for (const topic of topics) {
		const revision = newest(ledger, topic);
		if (revision) revisions.set(topic, revision);
	}
	return previous && sameRevisions(previous.revisions, revisions) ? previous : { tick, revisions };
}

function sameRevisions(
	a: ReadonlyMap<Topic, TopicRevision>,
	b: ReadonlyMap<Topic, TopicRevision>
): boolean {
	return a.size === b.size && [...a].every(([topic, revision]) => b.get(topic) === revision);
}

/**
 * Whether a viewer that holds `held` must not be brought to the older `other`. Numbers are compared topic by topic: an
 * on-demand topic changes between two ticks.
 */
export function isAhead(held: Position, other: Position): boolean {
	return [...held.revisions].some(([topic, { seq }]) => {
		const there = other.revisions.get(topic);
		return there ? seq > there.seq : held.tick > other.tick;
	});
}

/** Whether a topic without a state has one now: a slow viewer does not wait for its cadence to see a first state. */
export function gainsTopic(held: Position, ledger: Ledger, topics: readonly Topic[]): boolean {
	if (held.revisions.size === topics.length) return false;
	return topics.some((topic) => !held.revisions.has(topic) && newest(ledger, topic) !== undefined);
}

/** A topic that the viewer lacks, or holds from another epoch, is sent whole; the others as patches. */
export function deliveryBetween(held: Position, target: Position): Delivery {
	const snapshots: Snapshot[] = [];
	const patches: TopicPatch[] = [];
	for (const [topic, revision] of target.revisions) {
		const from = held.revisions.get(topic);
		if (from === revision) continue;
		if (from?.epoch === revision.epoch) patches.push(patchBetween(from, revision));
		else snapshots.push(snapshotOf(revision));
	}
	return { snapshots, patches };
}

const snapshots = new WeakMap<TopicRevision, Snapshot>();

/** One object per revision, whose identity is the key of its encoding. */
export function snapshotOf(revision: TopicRevision): Snapshot {
	const known = snapshots.get(revision);
	if (known) return known;
	const { topic, epoch, seq, state } = revision;
	const snapshot = { topic, epoch, seq, state };
	snapshots.set(revision, snapshot);
	return snapshot;
}
