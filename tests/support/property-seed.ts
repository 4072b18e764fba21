import fc from 'fast-check';
import { inject } from 'vitest';

declare module 'vitest' {
	interface ProvidedContext {
		/** How many fresh cases each property is tried with; none for the same ones at every run. */
		readonly exploredCases: number | undefined;
	}
}

const SEED = 20_260;

// A change is judged by the same cases as the one before it; `npm run explore` looks for new ones.
const cases = inject('exploredCases');
fc.configureGlobal(cases === undefined ? { seed: SEED } : { numRuns: cases });
