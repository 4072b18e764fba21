import type { FeedRecord } from '../feed/record.ts';
import { METRIC_INDEX, type MetricName } from '../metrics.ts';
import { Baseline } from './baseline.ts';
import { REMEMBERED } from './comovement.ts';

/** The observed quantities, in the order in which they are reported. */
export const WATCHED = [
	'cpu_user_pct',
	'mem_used_pct',
	'cpu_iowait_pct',
	'load_average',
	'swap_used_pct'
] as const satisfies readonly MetricName[];
export type Watched = (typeof WATCHED)[number];

/** The part of a record that is needed. */
export type Sample = Pick<FeedRecord, 'serverName' | 'at' | 'values'>;

interface Track {
	readonly baseline: Baseline;
	/** The newest values, oldest first once it is full. */
	readonly recent: Float64Array;
	known: number;
	/** The newest value's distance from usual, in σ. */
	z: number;
}

/** One server as the cascade detection sees it. */
export class TrackedServer {
	readonly name: string;
	readonly #tracks: Record<Watched, Track> = {
		cpu_user_pct: newTrack(),
		mem_used_pct: newTrack(),
		cpu_iowait_pct: newTrack(),
		load_average: newTrack(),
		swap_used_pct: newTrack()
	};
	#lastAt = NaN;

	constructor(name: string) {
		this.name = name;
	}

	/** Time of the newest record, in ms since 1970. */
	get lastAt(): number {
		return this.#lastAt;
	}

	take({ at, values }: Sample): void {
		const sinceLastMs = Number.isNaN(this.#lastAt) ? 0 : at - this.#lastAt;
		// An older record says nothing about the present.
		if (sinceLastMs < 0) return;
		this.#lastAt = at;
		for (const metric of WATCHED) {
			const value = values[METRIC_INDEX[metric]];
			if (value !== undefined && !Number.isNaN(value)) {
				takeValue(this.#tracks[metric], value, sinceLastMs);
			}
		}
	}

	z(metric: Watched): number {
		return this.#tracks[metric].z;
	}

	/** Returns the newest values of a metric; undefined while there are too few. */
	recent(metric: Watched): Float64Array | undefined {
		const { known, recent } = this.#tracks[metric];
		return known < REMEMBERED ? undefined : recent;
	}
}

function newTrack(): Track {
	return { baseline: new Baseline(), recent: new Float64Array(REMEMBERED), known: 0, z: 0 };
}

function takeValue(track: Track, value: number, sinceLastMs: number): void {
	track.z = track.baseline.take(value, sinceLastMs);
	track.recent.copyWithin(0, 1);
	track.recent[REMEMBERED - 1] = value;
	track.known += 1;
}
