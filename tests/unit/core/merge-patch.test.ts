import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyPatch, diff, shareStructure } from '#core/json/merge-patch.ts';
import type { JsonObject, MergePatch } from '#core/json/json.ts';
import { anyState, neighbours } from '../../support/arbitrary-json.ts';

const text = (state: JsonObject) => JSON.stringify(state, sortedKeys);

function sortedKeys(_: string, value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('the law of patches', () => {
	test('applying the difference of any two states to the first gives the second', () => {
		fc.assert(
			fc.property(fc.oneof(fc.tuple(anyState, anyState), neighbours), ([before, after]) => {
				const patch = diff(before, after);
				expect(text(patch ? applyPatch(before, patch) : before)).toBe(text(after));
			}),
			{ numRuns: 2000 }
		);
	});

	test('it holds after the patch has travelled as JSON', () => {
		fc.assert(
			fc.property(neighbours, ([before, after]) => {
				const patch = diff(before, after) ?? {};
				const arrived = JSON.parse(JSON.stringify(patch)) as MergePatch;
				expect(text(applyPatch(before, arrived))).toBe(JSON.stringify(after, sortedKeys));
			})
		);
	});

	test('a state has no difference from its copy', () => {
		fc.assert(
			fc.property(anyState, (state) => {
				expect(diff(state, structuredClone(state))).toBeUndefined();
			})
		);
	});

	test('applying leaves the first state as it was', () => {
		fc.assert(
			fc.property(neighbours, ([before, after]) => {
				const was = text(before);
				applyPatch(before, diff(before, after) ?? {});
				expect(text(before)).toBe(was);
			})
		);
	});
});

describe('RFC 7396, appendix A, where the target is an object', () => {
	test.each([
		[{ a: 'b' }, { a: 'c' }, { a: 'c' }],
		[{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
		[{ a: 'b' }, { a: null }, {}],
		[{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
		[{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
		[{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
		[{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
		[{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
		[{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }]
	] as [JsonObject, MergePatch, JsonObject][])('%j patched by %j', (state, patch, result) => {
		expect(applyPatch(state, patch)).toEqual(result);
	});
});

describe('shared structure', () => {
	test('the shared state says the same, and unchanged subtrees are the very same objects', () => {
		fc.assert(
			fc.property(neighbours, ([before, after]) => {
				const shared = shareStructure(before, after);
				expect(text(shared)).toBe(text(after));
				for (const key of Object.keys(after)) {
					const kept = Object.hasOwn(before, key) && text({ v: before[key] ?? '' });
					const same = Object.is(shared[key], before[key]);
					if (kept === text({ v: after[key] ?? '' })) expect(same).toBe(true);
				}
			})
		);
	});

	test('an unchanged state is the first one itself', () => {
		fc.assert(
			fc.property(anyState, (state) => {
				expect(shareStructure(state, structuredClone(state))).toBe(state);
			})
		);
	});
});

test('a server named __proto__ comes, changes and goes like any other', () => {
	const named = (value: number) => JSON.parse(`{"__proto__": {"score": ${value}}}`) as JsonObject;
	const come = diff({}, named(1)) as MergePatch;
	const there = applyPatch({}, come);
	expect(Object.keys(there)).toEqual(['__proto__']);
	expect(Object.getPrototypeOf(there)).toBe(Object.prototype);
	const changed = applyPatch(there, diff(there, named(2)) as MergePatch);
	expect(JSON.stringify(changed)).toBe('{"__proto__":{"score":2}}');
	expect(Object.keys(applyPatch(changed, diff(changed, {}) as MergePatch))).toEqual([]);
});
