import { expect, test } from 'vitest';
import { packOutlook } from '#core/outlook/pack.ts';
import { serverOutlook } from '#core/outlook/server-outlook.ts';
import { chancesAt } from '#view-models/heatmap/chances.ts';
import { bandOf, bandsOf } from '../../support/bands.ts';

const outlook = serverOutlook(bandsOf({ memory: bandOf(80, 99.2, 5) }));
const chanceOf = (step: number) => chancesAt(outlook ? { db1: packOutlook(outlook) } : {}, step);

test('a server’s chance at a moment is that of its outlook, and grows as its forecast does', () => {
	const chances = [0, 24, 48, 96].map((step) => chanceOf(step)('db1'));
	expect(chances[0]).toBe(0);
	expect(chances.at(-1)).toBe(98);
	expect(chances).toEqual([...chances].sort((a, b) => a - b));
});

test('a server that the outlook does not name has none, whatever it is called', () => {
	expect(chanceOf(96)('web1')).toBe(0);
	expect(chanceOf(96)('__proto__')).toBe(0);
});
