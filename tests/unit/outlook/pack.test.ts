import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packOutlook, unpackOutlook } from '#core/outlook/pack.ts';
import { serverOutlook } from '#core/outlook/server-outlook.ts';
import { outlookSchema } from '#core/topics/outlook.ts';
import { anyBands, bandOf, bandsOf } from '../../support/bands.ts';

test('[law] what is packed comes back, and is a state of the topic', () => {
	fc.assert(
		fc.property(anyBands, (bands) => {
			const outlook = serverOutlook(bands);
			if (!outlook) return;
			const digits = packOutlook(outlook);
			expect(unpackOutlook(digits)).toEqual(outlook);
			expect(outlookSchema.safeParse({ server: digits }).success).toBe(true);
		})
	);
});

test('the digits are the metric, four steps and eight chances, 97 standing for never', () => {
	const outlook = serverOutlook(bandsOf({ memory: bandOf(80, 99.2, 5) }));
	expect(outlook && packOutlook(outlook)).toBe('1' + '255075' + '90' + '0202030923468798');
});

test.each(['', '1', '9250', '1'.repeat(26), 'x'.repeat(25)])('%j stands for nothing', (text) => {
	expect(unpackOutlook(text)).toBeUndefined();
	expect(outlookSchema.safeParse({ server: text }).success).toBe(false);
});

test('a metric of a newer version is no fault, but cannot be told', () => {
	const digits = `7${'0'.repeat(24)}`;
	expect(outlookSchema.safeParse({ server: digits }).success).toBe(true);
	expect(unpackOutlook(digits)).toBeUndefined();
});
