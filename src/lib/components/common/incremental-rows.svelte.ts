/** As many as leave a frame most of its time: a row costs about half a millisecond. */
const PER_FRAME = 16;

/** How many rows of a table to draw by now: of a view that is switched to the `first` few, and more with each frame. */
export function incrementalRows(first: number, enough: number) {
	let upTo = $state(first);
	return {
		get upTo() {
			return upTo;
		},
		/** Goes on until there are enough. Returns what ends it. */
		run() {
			let frame: number;
			const more = () => {
				upTo += PER_FRAME;
				if (upTo < enough) frame = requestAnimationFrame(more);
				else upTo = Infinity;
			};
			// The coming frame is to paint the first ones.
			if (upTo < enough) frame = requestAnimationFrame(() => (frame = requestAnimationFrame(more)));
			return () => cancelAnimationFrame(frame);
		}
	};
}
