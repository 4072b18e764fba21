import type { Grant, Join } from '#core/protocol/messages.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { find, patchBetween, type Ledger } from '../state/ledger.ts';
import { snapshotOf, type Position } from './position.ts';
import type { Snapshot } from '#core/protocol/messages.ts';

/** The parts of a join's answer: the snapshots to send first, and a grant for each topic. */
export interface JoinGrants {
	readonly snapshots: readonly Snapshot[];
	readonly grants: Readonly<Record<string, Grant>>;
}

/** Brings a viewer that claims to hold `since` to `target`, by the cheapest safe way. */
export function grantsFor(
	ledger: Ledger,
	topics: readonly Topic[],
	target: Position,
	since: Join['since'] = {}
): JoinGrants {
	const snapshots: Snapshot[] = [];
	const grants = topics.map((topic): [Topic, Grant] => {
		const revision = target.revisions.get(topic);
		if (!revision) return [topic, { via: 'waiting' }];
		const { epoch, seq } = revision;
		const claimed = Object.hasOwn(since, topic) ? since[topic] : undefined;
		const held = claimed && find(ledger, topic, claimed);
		if (held === revision) return [topic, { via: 'held', epoch, seq }];
		if (held?.epoch === epoch)
			return [topic, { via: 'patch', patch: patchBetween(held, revision) }];
		snapshots.push(snapshotOf(revision));
		return [topic, { via: 'snapshot', epoch, seq }];
	});
	return { snapshots, grants: Object.fromEntries(grants) };
}
