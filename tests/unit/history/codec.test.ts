import { hashOf } from '../../support/states-hash.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeptStates } from '#core/history/kept-ticks.ts';
import type { JsonObject } from '#core/json/json.ts';
import { patched, patchesBetween } from '../../../server/history/kept-patches.ts';
import {
	packKeyframe,
	packPatches,
	unpackKeyframe,
	unpackPatches
} from '../../../server/history/ticks/codec.ts';
import { anyState } from '../../support/arbitrary-json.ts';

/** What has travelled as JSON, which knows no -0. */
const wired = anyState.map((state) => JSON.parse(JSON.stringify(state)) as JsonObject);
/** States of any shape: the codec does not look into them. */
const states = fc
	.record({
		summary: wired,
		risk: wired,
		metrics: wired,
		alerts: wired,
		/** Absent in what an earlier Fleetcast kept. */
		outlook: fc.option(wired, { nil: undefined }),
		/** Absent while nobody watches it. */
		cascade: fc.option(wired, { nil: undefined })
	})
	.map(
		({ outlook, cascade, ...rest }) =>
			({
				...rest,
				...(outlook && { outlook }),
				...(cascade && { cascade })
			}) as unknown as KeptStates
	);

describe('kept states', () => {
	test('of any tick come back from its keyframe and its patches, packed and unpacked', () => {
		fc.assert(
			fc.property(states, states, (keyframe, tick) => {
				const { body, dictionary } = packKeyframe(keyframe);
				const packed = packPatches(patchesBetween(keyframe, tick), dictionary);
				const unpacked = unpackKeyframe(body);
				expect(patched(unpacked.states, unpackPatches(packed, unpacked.dictionary))).toEqual(tick);
			})
		);
	});

	test('have one fingerprint whatever the order of their keys', () => {
		fc.assert(
			fc.property(states, (some) => {
				expect(hashOf(backwards(some))).toEqual(hashOf(some));
			})
		);
	});

	test('that differ in one number differ in their fingerprint', () => {
		const some = { summary: { score: 12.3 } } as unknown as KeptStates;
		const other = { summary: { score: 12.4 } } as unknown as KeptStates;
		expect(hashOf(some)).not.toEqual(hashOf(other));
	});
});

function backwards<Value>(value: Value): Value {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const entries = Object.entries(value as unknown as JsonObject).reverse();
	return Object.fromEntries(
		entries.map(([key, inner]) => [key, backwards(inner)])
	) as unknown as Value;
}
