import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteWriter } from '../../../../server/embedded/daemon/answer/byte-writer.ts';

test('any list of finite numbers is written as JSON, each to a thousandth', () => {
	const anyNumber = fc.oneof(
		fc.double({ min: -1e6, max: 1e6, noNaN: true }),
		fc.double({ noNaN: true, noDefaultInfinity: true }),
		fc.constantFrom(0, -0, 0.0004, -0.0004, 0.9996, 99.9999, 100, 999.9999, 1000, 1e21, 5e-324)
	);
	fc.assert(
		fc.property(fc.array(anyNumber), (numbers) => {
			const writer = new ByteWriter(8);
			writer.list(Float64Array.from(numbers), 0, numbers.length);
			const read = JSON.parse(writer.toBuffer().toString()) as number[];
			expect(read).toHaveLength(numbers.length);
			read.forEach((value, index) => {
				const given = numbers[index] ?? NaN;
				expect(Math.abs(value - given)).toBeLessThanOrEqual(0.00051 + Math.abs(given) * 1e-12);
			});
		})
	);
});

test('any text comes out as it went in, after what was written before', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (one, other) => {
			const writer = new ByteWriter(4);
			writer.json([one]);
			writer.clear();
			writer.text('[');
			writer.json(one);
			writer.text(',');
			writer.json(other);
			writer.text(']');
			expect(JSON.parse(writer.toBuffer().toString('utf8'))).toEqual([one, other]);
		})
	);
});

test('what is no JSON number is not written as one', () => {
	expect(() => new ByteWriter().number(NaN)).toThrow(RangeError);
	expect(() => new ByteWriter().number(Infinity)).toThrow(RangeError);
});
