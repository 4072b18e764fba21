import { SAMPLED_STEPS } from '#core/accuracy/sampled-steps.ts';
import { METRIC_NAMES, metricMaximum } from '../../server/embedded/daemon/metrics.ts';
import { createSimulation } from '../../server/embedded/generator/simulation/simulation.ts';

const LINE_STEP_MS = 300_000;
/** Five-minute samples that a line is drawn through: the recorded daemon’s window is some ten minutes to a few hours. */
const WINDOW = 24;
const Z90 = 1.2816;

/** How wide a half of the band is beside what the noise about the line says. */
export interface BandFault {
	readonly below: number;
	readonly above: number;
}

/** All servers' values at one time, and the lines through them at the kept steps. */
export interface Lines {
	readonly servers: readonly string[];
	/** [server][metric] */
	readonly now: Float32Array<ArrayBuffer>;
	/** [server][metric][p10 | p50 | p90][step] */
	readonly values: Float32Array<ArrayBuffer>;
}

/**
 * A daemon like the recorded one, which had no trained model: straight lines through the last values, with bands that grow
 * with the root of time; on a simulated fleet.
 */
export class StraightLines {
	readonly #simulation: ReturnType<typeof createSimulation>;
	readonly #fault: BandFault;
	readonly #seen = new Map<string, number[][]>();

	constructor(options: { servers: number; seed: number; startAt: number }, fault: BandFault) {
		this.#simulation = createSimulation(options);
		this.#fault = fault;
	}

	/** Lets five minutes pass. */
	advance(): Lines {
		const records = this.#simulation.advance(LINE_STEP_MS);
		const now: number[] = [];
		const values: number[] = [];
		for (const record of records) {
			const seen = this.#seen.get(record.server_name) ?? METRIC_NAMES.map(() => []);
			this.#seen.set(record.server_name, seen);
			METRIC_NAMES.forEach((metric, column) => {
				const own = seen[column] ?? [];
				own.push(record[metric]);
				if (own.length > WINDOW) own.shift();
				now.push(record[metric]);
				values.push(...this.#line(own, metricMaximum(metric)));
			});
		}
		return {
			servers: records.map(({ server_name: name }) => name),
			now: Float32Array.from(now),
			values: Float32Array.from(values)
		};
	}

	#line(seen: readonly number[], most: number): number[] {
		const latest = seen.at(-1) ?? 0;
		const slope = slopeOf(seen);
		const spread = Z90 * noiseAbout(seen, slope);
		const { below, above } = this.#fault;
		return [-below, 0, above].flatMap((width) =>
			SAMPLED_STEPS.map((step) =>
				Math.min(most, Math.max(0, latest + slope * step + width * spread * Math.sqrt(step)))
			)
		);
	}
}

/** Least squares. */
function slopeOf(seen: readonly number[]): number {
	const middle = (seen.length - 1) / 2;
	const mean = meanOf(seen);
	let [product, square] = [0, 0];
	seen.forEach((value, index) => {
		product += (index - middle) * (value - mean);
		square += (index - middle) ** 2;
	});
	return square > 0 ? product / square : 0;
}

function noiseAbout(seen: readonly number[], slope: number): number {
	const middle = (seen.length - 1) / 2;
	const mean = meanOf(seen);
	const rest = seen.map((value, index) => value - mean - slope * (index - middle));
	return Math.sqrt(meanOf(rest.map((value) => value ** 2)));
}

function meanOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
