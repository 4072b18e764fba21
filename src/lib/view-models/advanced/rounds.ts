import type { RoundFacts } from '#core/topics/diagnostics.ts';
import { median } from './quantities.ts';

/** One number per poll, as shown by a small chart: undefined where the poll has none. */
export interface RoundSeries {
	readonly values: readonly (number | undefined)[];
	readonly newest: number | undefined;
	readonly median: number | undefined;
	readonly most: number | undefined;
}

/** Returns one quantity over the last polls, with its newest value, median and maximum; a poll without it is a gap. */
export function seriesOf(
	rounds: readonly RoundFacts[],
	read: (round: RoundFacts) => number | undefined
): RoundSeries {
	const values = rounds.map(read);
	const known = values.filter((value) => value !== undefined);
	return {
		values,
		newest: known.at(-1),
		median: median(known),
		most: known.length ? Math.max(...known) : undefined
	};
}

/** Sums the polls. Bytes published count only where an answer was published. */
export function totalsOf(rounds: readonly RoundFacts[]) {
	const good = rounds.filter(({ ok }) => ok);
	const sum = (read: (round: RoundFacts) => number) =>
		good.reduce((total, round) => total + read(round), 0);
	return {
		rounds: rounds.length,
		failed: rounds.length - good.length,
		daemonBytes: sum(({ daemonBytes }) => daemonBytes ?? 0),
		patchBytes: sum(({ patchBytes }) => patchBytes),
		deliveries: sum(({ deliveries }) => deliveries)
	};
}
