import type { JsonObject } from '#core/json/json.ts';
import { applyPatch } from '#core/json/merge-patch.ts';
import type { Grant, Join, Revision, Snapshot, TopicPatch } from '#core/protocol/messages.ts';
import type { Topic } from '#core/protocol/topic.ts';

/** One state of one topic, with its revision. */
interface Held extends Revision {
	readonly state: JsonObject;
}

/** The states a viewer holds, least recently left first. Immutable. */
export type Replica = ReadonlyMap<Topic, Held>;

/** A message that does not continue the state held. The client always joins again. */
export interface Gap {
	readonly topic: Topic;
	/** Absent when nothing is held. */
	readonly held?: Revision;
	/** The state that should have been held. */
	readonly named: Revision;
}

export type Step =
	{ readonly ok: true; readonly replica: Replica } | { readonly ok: false; readonly gap: Gap };

/** How many recently left topics keep their states, to be named in `since` when they are shown again. */
export const KEPT_LEFT = 8;

export function withSnapshot(
	replica: Replica,
	{ topic, epoch, seq, state }: Omit<Snapshot, 'state'> & { state: JsonObject }
): Replica {
	return new Map(replica).set(topic, { epoch, seq, state });
}

/** Applies a patch, only to the state that it names: the client never guesses. */
export function withPatch(replica: Replica, message: TopicPatch): Step {
	const { topic, epoch, since, seq, patch } = message;
	const held = replica.get(topic);
	if (!held || !names({ epoch, seq: since }, held))
		return gapOf(replica, topic, { epoch, seq: since });
	const state = applyPatch(held.state, patch);
	return { ok: true, replica: new Map(replica).set(topic, { epoch, seq, state }) };
}

/**
 * Applies what a join returned for one topic. A grant refers to the state that was held when the join was sent (`offered`):
 * ticks of the previous room may have moved the replica on since then.
 */
export function withGrant(replica: Replica, topic: Topic, grant: Grant, offered: Replica): Step {
	switch (grant.via) {
		case 'snapshot':
			return holds(replica, topic, grant);
		case 'held': {
			const step = holds(offered, topic, grant);
			return step.ok ? { ok: true, replica: adopt(replica, topic, offered) } : step;
		}
		case 'patch': {
			const named = { epoch: grant.patch.epoch, seq: grant.patch.since };
			if (grant.patch.topic !== topic || !offered.has(topic)) return gapOf(offered, topic, named);
			return withPatch(adopt(replica, topic, offered), grant.patch);
		}
		case 'waiting': {
			// An outdated state would pass for a valid one.
			const next = new Map(replica);
			next.delete(topic);
			return { ok: true, replica: next };
		}
	}
}

/** Keeps the shown topics and a few recently left ones; a topic that is shown again counts as never left. */
export function retain(replica: Replica, shown: readonly Topic[]): Replica {
	const left = [...replica].filter(([topic]) => !shown.includes(topic)).slice(-KEPT_LEFT);
	const kept = [...replica].filter(([topic]) => shown.includes(topic));
	return new Map([...left, ...kept]);
}

/** Returns the revisions that a join for these topics may name as held. */
export function sinceOf(replica: Replica, topics: readonly Topic[]): NonNullable<Join['since']> {
	return Object.fromEntries(
		topics.flatMap((topic) => {
			const held = replica.get(topic);
			return held ? [[topic, { epoch: held.epoch, seq: held.seq }]] : [];
		})
	);
}

function holds(replica: Replica, topic: Topic, { epoch, seq }: Revision): Step {
	const held = replica.get(topic);
	return held && names({ epoch, seq }, held)
		? { ok: true, replica }
		: gapOf(replica, topic, { epoch, seq });
}

function adopt(replica: Replica, topic: Topic, offered: Replica): Replica {
	const held = offered.get(topic);
	return held ? new Map(replica).set(topic, held) : replica;
}

function names(revision: Revision, held: Held): boolean {
	return held.epoch === revision.epoch && held.seq === revision.seq;
}

function gapOf(replica: Replica, topic: Topic, named: Revision): Step {
	const held = replica.get(topic);
	return {
		ok: false,
		gap: { topic, named, ...(held && { held: { epoch: held.epoch, seq: held.seq } }) }
	};
}
