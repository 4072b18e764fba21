import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAhead, writeAhead } from '#view-models/frame/ahead.ts';

test('a moment ahead survives the address, whatever a step lasts', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 0, max: 96 }),
			fc.integer({ min: 1, max: 60 }),
			(step, minutes) => {
				expect(readAhead(writeAhead(step, minutes) ?? null, minutes)).toBe(step);
			}
		)
	);
});

test('anything else means now', () => {
	expect([null, '', 'soon', '-5', '1e3', '99999'].map((text) => readAhead(text, 5))).toEqual([
		0, 0, 0, 0, 0, 0
	]);
	expect(readAhead('91', 5)).toBe(18);
	expect(writeAhead(0, 5)).toBeUndefined();
});
