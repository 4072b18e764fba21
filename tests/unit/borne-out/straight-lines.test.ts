import { expect, test } from 'vitest';
import { secondDay } from '../../support/straight-line-trial.ts';

test.each([
	{ bands: 'a third as wide as they should be', below: 0.3, above: 0.3 },
	{ bands: 'without any width', below: 0, above: 0 },
	{ bands: 'five times too wide', below: 5, above: 5 },
	{ bands: 'open at one side only', below: 0, above: 2 }
])(
	'of a daemon that tells straight lines with bands $bands, 80 ± 4 of 100 values are inside as borne out on the second day, at every horizon',
	(fault) => {
		for (const [step, { count, told, borneOut }] of secondDay(fault)) {
			const [toldPercent, percent] = [told, borneOut].map((inside) => (inside / count) * 100);
			expect(Math.abs((toldPercent ?? NaN) - 80), `${step} steps ahead, as told`).toBeGreaterThan(
				15
			);
			expect(Math.abs((percent ?? NaN) - 80), `${step} steps ahead, as borne out`).toBeLessThan(4);
		}
	}
);
