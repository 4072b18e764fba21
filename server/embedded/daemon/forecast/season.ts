import { STEP_MS } from '../metrics.ts';

/** Steps of a day. */
export const DAY_SLOTS = (24 * 60 * 60_000) / STEP_MS;

/** A season is known once a day has passed of which this many slots are known: one in four, for a feed of quarter hours. */
const LEAST_SLOTS = DAY_SLOTS / 4;

/** Neighbours on either side that a slot is averaged with: a single value of one slot is mostly noise. */
const SMOOTHING = 3;

/** Share of the newest day in a slot's mean once several are known: about the last nine days count. */
const LEAST_SHARE = 0.2;

/** In mean deviations. A day moves a slot's mean by at most this: an incident is not a habit. */
const CLIP = 3;

/**
 * The usual value of one metric by time of day: per slot an exponentially weighted mean over days, smoothed over
 * neighbouring slots.
 */
export class Season {
	/** Everything learnt, in one array that can be stored and copied as it is. */
	readonly memory: Float32Array;
	readonly #mean: Float32Array;
	readonly #smooth: Float32Array;
	readonly #days: Float32Array;
	/** The number of known slots, the mean deviation from the usual, and the number of deviations in it. */
	readonly #head: Float32Array;

	constructor(memory: Float32Array = new Float32Array(3 * DAY_SLOTS + 3)) {
		this.memory = memory;
		this.#mean = memory.subarray(0, DAY_SLOTS);
		this.#smooth = memory.subarray(DAY_SLOTS, 2 * DAY_SLOTS);
		this.#days = memory.subarray(2 * DAY_SLOTS, 3 * DAY_SLOTS);
		this.#head = memory.subarray(3 * DAY_SLOTS);
	}

	/** Returns whether a day is known; slots that were never seen in it are between their neighbours. */
	get isKnown(): boolean {
		return this.#head[0] === DAY_SLOTS;
	}

	/** Called when the series is a day old: the day is known, unless most of it was silent. */
	endDay(): void {
		if ((this.#head[0] ?? 0) >= LEAST_SLOTS) this.#head[0] = DAY_SLOTS;
	}

	/** Returns the number of known days of a slot. */
	daysOf(slot: number): number {
		return this.#days[slot] ?? 0;
	}

	/**
	 * Returns the weight of one past day in the mean of a slot, and so what it left to the days before.
	 *
	 * @param daysAgo how many newer days the slot knows
	 */
	shareOfDay(slot: number, daysAgo: number): number {
		return Math.max(1 / Math.max(1, this.daysOf(slot) - daysAgo), LEAST_SHARE);
	}

	/** Returns the usual value at a slot of the day; meaningful once the season is known. */
	at(slot: number): number {
		// Asked for every step of every forecast: the neighbours are looked at only for a slot never seen itself.
		const isKnown = this.#days[slot] || this.#isSmooth(slot);
		return isKnown ? (this.#smooth[slot] ?? NaN) : this.#between(slot);
	}

	/** Takes in the mean of a slot that has passed. */
	learn(slot: number, value: number): void {
		const days = this.daysOf(slot);
		if (days === 0) {
			this.#mean[slot] = value;
			if (!this.isKnown) this.#head[0] = (this.#head[0] ?? 0) + 1;
		} else {
			const usual = this.#mean[slot] ?? value;
			const share = Math.max(1 / (days + 1), LEAST_SHARE);
			this.#mean[slot] = usual + share * this.#clip(value - usual);
		}
		this.#days[slot] = days + 1;
		if (days === 0) {
			for (let near = slot - SMOOTHING; near <= slot + SMOOTHING; near++) {
				this.#smoothen(wrap(near));
			}
			return;
		}
		// Only once all its neighbours have passed: a coming slot must not contain values of today that no forecast had.
		this.#smoothen(wrap(slot - SMOOTHING));
	}

	/** Returns the slots that a slot's usual value is averaged over, including itself. */
	static neighbours(slot: number): number[] {
		return Array.from({ length: 2 * SMOOTHING + 1 }, (_, index) => wrap(slot + index - SMOOTHING));
	}

	#isSmooth(slot: number): boolean {
		for (let near = slot - SMOOTHING; near <= slot + SMOOTHING; near++) {
			if (this.#days[wrap(near)]) return true;
		}
		return false;
	}

	/** Returns the value on the line between the known slots before and after. */
	#between(slot: number): number {
		let before = 1;
		while (before < DAY_SLOTS && !this.#days[wrap(slot - before)]) before++;
		let after = 1;
		while (after < DAY_SLOTS && !this.#days[wrap(slot + after)]) after++;
		const [from, to] = [
			this.#smooth[wrap(slot - before)] ?? NaN,
			this.#smooth[wrap(slot + after)] ?? NaN
		];
		return from + ((to - from) * before) / (before + after);
	}

	#clip(deviation: number): number {
		const [, mean = 0, count = 0] = this.#head;
		const limit = count >= DAY_SLOTS / 4 ? CLIP * mean : Infinity;
		const clipped = Math.max(-limit, Math.min(limit, deviation));
		this.#head[1] = mean + (Math.abs(deviation) - mean) / Math.min(count + 1, DAY_SLOTS);
		this.#head[2] = Math.min(count + 1, DAY_SLOTS);
		return clipped;
	}

	#smoothen(slot: number): void {
		let sum = 0;
		let known = 0;
		for (let near = slot - SMOOTHING; near <= slot + SMOOTHING; near++) {
			const neighbour = wrap(near);
			if (!this.#days[neighbour]) continue;
			sum += this.#mean[neighbour] ?? 0;
			known += 1;
		}
		if (known) this.#smooth[slot] = sum / known;
	}
}

function wrap(slot: number): number {
	return (slot + 2 * DAY_SLOTS) % DAY_SLOTS;
}

/** Returns the slot of the local day that contains a time. */
export function slotOf(at: number): number {
	const date = new Date(at);
	return Math.floor((date.getHours() * 60 + date.getMinutes()) / (STEP_MS / 60_000));
}
