import { expect, test } from 'vitest';
import { heldStates, withState } from '#state/held-states.ts';

test('with another state the map is another, and what was held before is as it was', () => {
	const before = heldStates([{ topic: 'risk', epoch: 'e', seq: 1, state: { a: 1 } }]);
	const after = withState(withState(before, 'alerts', { b: 2 }), 'risk', { a: 3 });
	expect([...before]).toEqual([['risk', { a: 1 }]]);
	expect(Object.fromEntries(after)).toEqual({ risk: { a: 3 }, alerts: { b: 2 } });
	expect([...withState(after, 'risk', undefined).keys()]).toEqual(['alerts']);
});
