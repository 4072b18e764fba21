import { painted } from '#charts/painted.ts';

/** Measures how long a view takes from navigation until it is painted. */
export class RenderTimer {
	#ms = $state<number>();
	#begun: number | undefined;

	/** Milliseconds for the open view; undefined until it is painted. */
	get ms(): number | undefined {
		return this.#ms;
	}

	begin(): void {
		this.#begun = performance.now();
	}

	/** The view is in the document: the paint after the next frame shows it. */
	end(): void {
		const begun = this.#begun;
		if (begun === undefined && this.#ms !== undefined) return;
		this.#begun = undefined;
		void painted().then(() => {
			this.#ms = begun === undefined ? firstPaintMs() : performance.now() - begun;
		});
	}
}

/** The first page is painted from the server: the browser itself reports the time. */
function firstPaintMs(): number {
	return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now();
}
