/** Rows added per frame: one costs about half a millisecond, so this leaves most of the frame free. */
const PER_FRAME = 16;

/**
 * How many rows of a table to draw yet: the `first` few when the view opens, then more with each frame until `enough`.
 */
export function incrementalRows(first: number, enough: number) {
	let upTo = $state(first);
	return {
		get upTo() {
			return upTo;
		},
		/** Adds rows until there are enough. Returns a function that stops it. */
		run() {
			let frame: number;
			const more = () => {
				upTo += PER_FRAME;
				if (upTo < enough) frame = requestAnimationFrame(more);
				else upTo = Infinity;
			};
			// The next frame must paint the first rows before more are added.
			if (upTo < enough) frame = requestAnimationFrame(() => (frame = requestAnimationFrame(more)));
			return () => cancelAnimationFrame(frame);
		}
	};
}
