import { untrack } from 'svelte';
import { monotonicClock, type ClientClock } from '#client/clock.ts';
import { driftAt, DRIFT, type Offset } from '#view-models/wall/pixel-shift.ts';
import type { WallOptions, WallView } from '#view-models/wall/options.ts';
import { beginRotation, interrupt, rotate, type Rotation } from '#view-models/wall/rotation.ts';
import type { RiskState } from '#core/topics/states.ts';

const SECOND_MS = 1_000;

/** What a wall shows when, and its burn-in offset. It runs for a year, so nothing in it grows. */
export class WallState {
	readonly #options: WallOptions;
	readonly #clock: ClientClock;
	#rotation = $state.raw<Rotation>(beginRotation(0));
	#risk: RiskState | undefined;
	#offset = $state.raw<Offset>({ x: 0, y: 0 });

	constructor(options: WallOptions, clock: ClientClock = monotonicClock) {
		this.#options = options;
		this.#clock = clock;
	}

	/**
	 * Starts the rotation; `size` is read each minute, because screens are turned and replaced. Returns a function that
	 * stops it.
	 */
	run(size: () => { width: number; height: number }): () => void {
		const begunAt = this.#clock.now();
		this.#rotation = beginRotation(begunAt);
		let cancel: () => void;
		const beat = () => {
			const now = this.#clock.now();
			this.#rotation = rotate(this.#rotation, this.#options.stops, now);
			// What had to wait for the pause to end must not wait for the next tick, too.
			this.look(this.#risk);
			const { width, height } = size();
			const next = driftAt(Math.floor((now - begunAt) / DRIFT.everyMs), width, height);
			if (next.x !== this.#offset.x || next.y !== this.#offset.y) this.#offset = next;
			cancel = this.#clock.after(SECOND_MS, beat);
		};
		beat();
		return () => cancel();
	}

	/** Looks at the newest risk; undefined when it is not live: then nothing interrupts. */
	look(risk: RiskState | undefined): void {
		this.#risk = risk;
		// An effect that calls this must not run again because of the result.
		const rotation = untrack(() => this.#rotation);
		if (risk) this.#rotation = interrupt(rotation, risk, this.#clock.now());
	}

	get view(): WallView {
		const { stops } = this.#options;
		return (stops[this.#rotation.stop % stops.length] ?? { view: 'next-hours' as const }).view;
	}

	/** Servers that have just become critical, the latest first, while they interrupt the rotation. */
	get interrupting(): readonly string[] | undefined {
		return this.#rotation.interruption?.servers;
	}

	/** How far the page is shifted against burn-in, in px. */
	get offset(): Offset {
		return this.#offset;
	}
}
