import { rounded, type Row } from '../row.ts';

const BIN_PERCENT = 10;
/** With fewer outcomes the share is mostly luck. */
const LEAST_OUTCOMES = 200;
const GOAL_POINTS = 5;

interface Bin {
	count: number;
	/** Sum of the chances told, in percent. */
	told: number;
	happened: number;
}

/** Chances told, in bins of ten points around 0, 10, …, 100 %, and how many of them came true. */
export class Reliability {
	readonly #bins = Array.from({ length: 11 }, (): Bin => ({ count: 0, told: 0, happened: 0 }));

	add(percent: number, happened: boolean): void {
		const bin = this.#bins[Math.round(percent / BIN_PERCENT)];
		if (!bin) throw new RangeError(`no chance: ${percent} %`);
		bin.count++;
		bin.told += percent;
		if (happened) bin.happened++;
	}

	row(figure: string): Row {
		const bins = this.#bins.filter(({ count }) => count >= LEAST_OUTCOMES).map(sharesOf);
		const off = Math.max(...bins.map(({ told, came }) => Math.abs(told - came)));
		return {
			figure,
			measured: bins.map(({ told, came }) => `${rounded(told, 0)}→${rounded(came, 0)}`).join(', '),
			reference: `% told → % that happened, of ${bins.map(({ count }) => count).join(', ')}`,
			goal: `each within ${GOAL_POINTS} points, where at least ${LEAST_OUTCOMES} were told`,
			met: bins.length > 0 && off <= GOAL_POINTS,
			numbers: {
				off,
				...Object.fromEntries(bins.map(({ told, came }) => [`told${rounded(told, 1)}`, came]))
			}
		};
	}
}

function sharesOf({ count, told, happened }: Bin) {
	return { count, told: told / count, came: (happened / count) * 100 };
}
