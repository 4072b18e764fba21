import { SAMPLED_STEPS } from '#core/accuracy/sampled-steps.ts';
import { corrected, type Correction } from '#core/borne-out/correction.ts';
import {
	isProven,
	observe,
	proven,
	UNSEEN,
	type Pool,
	type PoolOutcome
} from '#core/borne-out/pool.ts';
import { METRIC_NAMES } from '../../server/embedded/daemon/metrics.ts';
import { StraightLines, type BandFault, type Lines } from './straight-lines.ts';

const STEPS_A_DAY = 288;
const SERVERS = 14;

/** How many values were inside the band as told and as borne out. */
interface Tally {
	count: number;
	told: number;
	borneOut: number;
}

/** What was told at one time, and the corrections that were in force then. */
interface Told extends Lines {
	readonly corrections: ReadonlyMap<string, Correction>;
}

/**
 * Learns from a daemon of straight lines for two days, and returns by horizon what held on the second of them, as far as it was
 * corrected by then: by the
 * corrections in force when the forecasts were made, never by what was learnt later.
 */
export function secondDay(fault: BandFault, seed = 5): ReadonlyMap<number, Tally> {
	const startAt = new Date(2026, 2, 2).getTime();
	const daemon = new StraightLines({ servers: SERVERS, seed, startAt }, fault);
	const pools = new Map<string, Pool>();
	const told: Told[] = [];
	const tallies = new Map(
		SAMPLED_STEPS.map((step) => [step as number, { count: 0, told: 0, borneOut: 0 }])
	);
	for (let time = 0; time < 2 * STEPS_A_DAY; time++) {
		const lines = daemon.advance();
		for (const [position, step] of SAMPLED_STEPS.entries()) {
			const earlier = told[time - step];
			if (!earlier) continue;
			for (const [key, { metric, outcomes }] of groupsOf(earlier, lines, position)) {
				const correction = earlier.corrections.get(key);
				const tally = tallies.get(step);
				if (correction && tally && time >= STEPS_A_DAY) count(tally, outcomes, correction, metric);
				pools.set(key, observe(pools.get(key) ?? UNSEEN, outcomes, { metric, step }));
			}
		}
		const corrections = new Map(
			[...pools].flatMap(([key, pool]) => {
				const step = Number(key.split(' ').at(-1));
				return isProven(pool, step) ? [[key, proven(pool, step)] as const] : [];
			})
		);
		told.push({ ...lines, corrections });
	}
	return tallies;
}

function count(
	tally: Tally,
	outcomes: readonly PoolOutcome[],
	correction: Correction,
	metric: string
): void {
	for (const { actual, ...band } of outcomes) {
		const isInside = ({ p10, p90 }: { p10: number; p90: number }) =>
			Number(actual >= p10 && actual <= p90);
		tally.count++;
		tally.told += isInside(band);
		tally.borneOut += isInside(corrected(correction, band, metric));
	}
}

/** What was told for now, by metric and profile; a server's name is its profile and a number. */
function groupsOf(told: Lines, now: Lines, position: number) {
	const groups = new Map<string, { metric: string; outcomes: PoolOutcome[] }>();
	const rowOf = new Map(now.servers.map((server, row) => [server, row]));
	told.servers.forEach((server, row) => {
		const actualRow = rowOf.get(server);
		if (actualRow === undefined) return;
		METRIC_NAMES.forEach((metric, column) => {
			const cell = row * METRIC_NAMES.length + column;
			const quantile = (index: number) =>
				told.values[(cell * 3 + index) * SAMPLED_STEPS.length + position] ?? NaN;
			const key = `${metric} ${server.replace(/\d+$/, '')} ${SAMPLED_STEPS[position]}`;
			const group = groups.get(key) ?? { metric, outcomes: [] };
			groups.set(key, group);
			group.outcomes.push({
				p10: quantile(0),
				p50: quantile(1),
				p90: quantile(2),
				actual: now.now[actualRow * METRIC_NAMES.length + column] ?? NaN
			});
		});
	});
	return groups;
}
