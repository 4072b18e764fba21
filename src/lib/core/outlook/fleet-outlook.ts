import { DISPLAY_LIMITS } from '../metrics/limits.ts';
import { HORIZON_STEPS } from '../metrics/metrics.ts';
import type { OutlookFleetState, OverAlongTime, StepCounts } from '../topics/outlook.ts';
import { firstStepOver, isOverNow } from './band.ts';
import { OUTLOOK_STEPS } from './horizons.ts';
import { OUTLOOK_METRICS } from './metric-outlook.ts';
import type { ServerBands } from './server-outlook.ts';

/** Servers of more profiles count only in the sum. */
export const MOST_PROFILES = 20;

/** Counts the servers over any warning limit along time, in all and by profile. */
export class FleetOutlook {
	readonly #all = new OverCounts();
	readonly #profiles = new Map<string, OverCounts>();
	/** Of the server that is being added. */
	readonly #over: Over = {
		now: false,
		likely: new Uint8Array(HORIZON_STEPS),
		possible: new Uint8Array(HORIZON_STEPS)
	};

	add(profile: string, bands: ServerBands): void {
		const own = this.#profiles.get(profile) ?? new OverCounts();
		this.#profiles.set(profile, own);
		observe(bands, this.#over);
		this.#all.add(this.#over);
		own.add(this.#over);
	}

	state(): OutlookFleetState {
		const largest = [...this.#profiles]
			.sort(([a, one], [b, other]) => other.servers - one.servers || (a < b ? -1 : 1))
			.slice(0, MOST_PROFILES);
		return {
			all: this.#all.state(),
			profiles: Object.fromEntries(largest.map(([profile, counts]) => [profile, counts.state()]))
		};
	}
}

/** Returns the count at each step from 1 up. */
export function countsAlong(counts: StepCounts): number[] {
	let count = 0;
	return Array.from({ length: HORIZON_STEPS }, (_, index) => (count = counts[index + 1] ?? count));
}

/** Whether one server is over any limit: now, and at each step by p50 and by p90 (1 or 0). */
interface Over {
	now: boolean;
	readonly likely: Uint8Array;
	readonly possible: Uint8Array;
}

function observe(bands: ServerBands, over: Over): void {
	over.now = false;
	over.likely.fill(0);
	over.possible.fill(0);
	OUTLOOK_METRICS.forEach((metric, index) => {
		const band = bands[index];
		if (!band) return;
		const { warning } = DISPLAY_LIMITS[metric];
		over.now ||= isOverNow(band, warning);
		const first = firstStepOver(band.p90, warning);
		if (first === undefined) return;
		mark(band.p90, warning, first, over.possible);
		// Where p90 is not over, p50 is not.
		mark(band.p50, warning, first, over.likely);
	});
}

/** Without a branch, because where values cross a limit back and forth none can be foreseen. */
function mark(quantile: Float32Array, limit: number, from: number, into: Uint8Array): void {
	for (let index = from - 1; index < into.length; index++)
		into[index] = (into[index] ?? 0) | Number((quantile[index] ?? NaN) >= limit);
}

/** Sums over several servers. */
class OverCounts {
	servers = 0;
	#now = 0;
	readonly #likely = new Uint32Array(HORIZON_STEPS);
	readonly #possible = new Uint32Array(HORIZON_STEPS);
	readonly #likelyWithin = new Uint32Array(OUTLOOK_STEPS.length);
	readonly #possibleWithin = new Uint32Array(OUTLOOK_STEPS.length);

	add({ now, likely, possible }: Over): void {
		this.servers++;
		if (now) this.#now++;
		addSteps(likely, this.#likely);
		addSteps(possible, this.#possible);
		addWithin(now, likely, this.#likelyWithin);
		addWithin(now, possible, this.#possibleWithin);
	}

	state(): OverAlongTime {
		return {
			servers: this.servers,
			now: this.#now,
			likely: changesOf(this.#likely),
			possible: changesOf(this.#possible),
			likelyWithin: [...this.#likelyWithin],
			possibleWithin: [...this.#possibleWithin]
		};
	}
}

function addSteps(over: Uint8Array, sums: Uint32Array): void {
	for (let index = 0; index < over.length; index++)
		sums[index] = (sums[index] ?? 0) + (over[index] ?? 0);
}

function addWithin(now: boolean, over: Uint8Array, sums: Uint32Array): void {
	const first = now ? 0 : over.indexOf(1) + 1 || Infinity;
	OUTLOOK_STEPS.forEach((step, index) => {
		if (first <= step) sums[index] = (sums[index] ?? 0) + 1;
	});
}

/** The steps at which a count differs from that of the step before. */
function changesOf(counts: Uint32Array): StepCounts {
	const changes: Record<string, number> = {};
	counts.forEach((count, index) => {
		if (count !== (index === 0 ? 0 : counts[index - 1])) changes[index + 1] = count;
	});
	return changes;
}
