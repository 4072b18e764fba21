import type { Section } from '../row.ts';
import { realChances } from './real-chances.ts';
import { simulatedChances } from './simulated-chances.ts';
import { sizeRows } from './sizes.ts';

/** What the topics that look ahead weigh, and whether what they say comes true. */
export const outlook: Section = {
	name: 'outlook',
	run({ quick }) {
		const sizes = quick ? [90] : [90, 1_000];
		return Promise.resolve([
			...sizes.flatMap((servers) => sizeRows(servers, quick ? 6 : 24)),
			...simulatedChances(
				quick
					? { servers: 10, days: 3, scoredFromDay: 1 }
					: { servers: 30, days: 14, scoredFromDay: 7 }
			),
			...realChances()
		]);
	}
};
