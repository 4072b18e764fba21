import type { JsonObject } from '#core/json/json.ts';
import { applyPatch } from '#core/json/merge-patch.ts';
import type { Grant, Join, Revision, Snapshot, TopicPatch } from '#core/protocol/messages.ts';
import type { Topic } from '#core/protocol/topic.ts';

/** One state of one topic, and the name that the publisher gave it. */
export interface Held extends Revision {
	readonly state: JsonObject;
}

/** What a viewer holds, those it left longest ago first. Never changed in place. */
export type Replica = ReadonlyMap<Topic, Held>;

/** Something that does not lead on from what is held. The cure is always to join again. */
export interface Gap {
	readonly topic: Topic;
	/** Absent where nothing is held. */
	readonly held?: Revision;
	/** The state that should have been held. */
	readonly named: Revision;
}

export type Step =
	{ readonly ok: true; readonly replica: Replica } | { readonly ok: false; readonly gap: Gap };

/** Topics that were left lately and may be opened again: their states are kept to be named in `since`. */
export const KEPT_LEFT = 8;

export function withSnapshot(
	replica: Replica,
	{ topic, epoch, seq, state }: Omit<Snapshot, 'state'> & { state: JsonObject }
): Replica {
	return new Map(replica).set(topic, { epoch, seq, state });
}

/** A patch applies only to the state that it names: nothing is ever guessed. */
export function withPatch(replica: Replica, message: TopicPatch): Step {
	const { topic, epoch, since, seq, patch } = message;
	const held = replica.get(topic);
	if (!held || !names({ epoch, seq: since }, held))
		return gapOf(replica, topic, { epoch, seq: since });
	const state = applyPatch(held.state, patch);
	return { ok: true, replica: new Map(replica).set(topic, { epoch, seq, state }) };
}

/**
 * What a join gave for one topic. A grant speaks of the state that was held when the join was sent (`offered`):
 * ticks of the room before may have moved the replica on since then.
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
			// A state from before would pass for one that the publisher stands by.
			const next = new Map(replica);
			next.delete(topic);
			return { ok: true, replica: next };
		}
	}
}

/** The shown topics and the few that were left last; a topic that is shown again counts as never left. */
export function retain(replica: Replica, shown: readonly Topic[]): Replica {
	const left = [...replica].filter(([topic]) => !shown.includes(topic)).slice(-KEPT_LEFT);
	const kept = [...replica].filter(([topic]) => shown.includes(topic));
	return new Map([...left, ...kept]);
}

/** What a join for these topics may name as held. */
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
