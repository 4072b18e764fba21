/** As many as leave a frame most of its time: a row costs about half a millisecond. */
const PER_FRAME = 16;

/** How many rows of a table to draw by now: of a view that is switched to the first few, and more with each frame. */
export class Gradual {
	#upTo = $state(0);

	/** `first`: how many in the first frame. */
	constructor(first: number) {
		this.#upTo = first;
	}

	get upTo(): number {
		return this.#upTo;
	}

	/** Goes on until there are `enough`. Returns what ends it. */
	run(enough: number): () => void {
		let frame = 0;
		const next = () => {
			this.#upTo = this.#upTo + PER_FRAME < enough ? this.#upTo + PER_FRAME : Infinity;
			if (this.#upTo < enough) frame = requestAnimationFrame(next);
		};
		// The coming frame is to paint the first ones.
		if (this.#upTo < enough)
			frame = requestAnimationFrame(() => (frame = requestAnimationFrame(next)));
		return () => cancelAnimationFrame(frame);
	}
}
