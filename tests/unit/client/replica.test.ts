import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	KEPT_LEFT,
	retain,
	sinceOf,
	withGrant,
	withPatch,
	withSnapshot,
	type Replica
} from '#client/replica.ts';
import type { JsonObject } from '#core/json/json.ts';
import { diff } from '#core/json/merge-patch.ts';
import type { Topic } from '#core/protocol/topic.ts';
import { anyState } from '../../support/arbitrary-json.ts';

const topic: Topic = 'risk';
const nothing: Replica = new Map();

interface Published {
	readonly epoch: string;
	readonly seq: number;
	readonly state: JsonObject;
}

/** Two runs of a publisher that number their states alike. */
const published = fc
	.tuple(
		fc.array(anyState, { minLength: 2, maxLength: 6 }),
		fc.array(anyState, { minLength: 2, maxLength: 6 })
	)
	.map((runs) =>
		runs.flatMap((states, run) =>
			states.map((state, seq): Published => ({ epoch: `run ${run}`, seq, state }))
		)
	);

function patchFrom(from: Published, to: Published) {
	const patch = diff(from.state, to.state) ?? {};
	return { topic, epoch: to.epoch, since: from.seq, seq: to.seq, patch };
}

test('whatever is dropped, doubled or comes in the wrong order: a published state is held, or a gap is told', () => {
	fc.assert(
		fc.property(
			published,
			fc.array(fc.record({ whole: fc.boolean(), from: fc.nat(), to: fc.nat() }), { maxLength: 30 }),
			(states, deliveries) => {
				let replica = nothing;
				const pick = (index: number) => states[index % states.length] as Published;
				for (const { whole, from, to } of deliveries) {
					const target = pick(to);
					if (whole) {
						replica = withSnapshot(replica, { topic, ...target });
						continue;
					}
					const runs = states.filter(({ epoch }) => epoch === target.epoch);
					const source = runs[from % runs.length] as Published;
					const held = replica.get(topic);
					const step = withPatch(replica, patchFrom(source, target));
					expect(step.ok).toBe(held?.epoch === source.epoch && held.seq === source.seq);
					if (step.ok) replica = step.replica;
				}
				const held = replica.get(topic);
				const truth = states.find(({ epoch, seq }) => epoch === held?.epoch && seq === held.seq);
				expect(held?.state).toEqual(truth?.state);
			}
		)
	);
});

test('the grant of a patch builds on what was held when the join was sent, whatever came since', () => {
	fc.assert(
		fc.property(anyState, anyState, anyState, (first, second, third) => {
			const [a, b, c] = [first, second, third].map((state, seq) => ({
				epoch: 'e',
				seq,
				state
			})) as [Published, Published, Published];
			const offered = withSnapshot(nothing, { topic, ...a });
			const moved = withPatch(offered, patchFrom(a, b));
			const granted =
				moved.ok &&
				withGrant(moved.replica, topic, { via: 'patch', patch: patchFrom(a, c) }, offered);
			expect(granted && granted.ok && granted.replica.get(topic)).toEqual(c);
		})
	);
});

test('a grant that speaks of another state than the one held is a gap', () => {
	const offered = withSnapshot(nothing, { topic, epoch: 'e', seq: 4, state: {} });
	const named = { epoch: 'e', seq: 5 };
	for (const via of ['snapshot', 'held'] as const)
		expect(withGrant(offered, topic, { via, ...named }, offered)).toEqual({
			ok: false,
			gap: { topic, held: { epoch: 'e', seq: 4 }, named }
		});
	const patch = { topic, epoch: 'e', since: 5, seq: 6, patch: {} };
	expect(withGrant(offered, topic, { via: 'patch', patch }, offered).ok).toBe(false);
	expect(withGrant(nothing, topic, { via: 'patch', patch }, nothing)).toEqual({
		ok: false,
		gap: { topic, named }
	});
});

test('a topic that has no state yet is not shown with one from before', () => {
	const before = withSnapshot(nothing, { topic, epoch: 'e', seq: 4, state: {} });
	const step = withGrant(before, topic, { via: 'waiting' }, before);
	expect(step.ok && step.replica.has(topic)).toBe(false);
});

test('of the topics that were left, the last few are kept to be named when one comes back', () => {
	let replica = nothing;
	const all = Array.from({ length: KEPT_LEFT + 4 }, (_, index): Topic => `server/${index}`);
	for (const [seq, shown] of all.entries()) {
		replica = retain(withSnapshot(replica, { topic: shown, epoch: 'e', seq, state: {} }), [shown]);
	}
	expect([...replica.keys()]).toEqual(all.slice(-KEPT_LEFT - 1));
	expect(sinceOf(replica, [all.at(-2) as Topic, 'server/0'])).toEqual({
		[all.at(-2) as Topic]: { epoch: 'e', seq: all.length - 2 }
	});
	const back = all.at(-KEPT_LEFT) as Topic;
	expect([...retain(replica, [back]).keys()].at(-1)).toBe(back);
});
