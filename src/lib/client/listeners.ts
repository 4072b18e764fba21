type Sets<Events extends { [Name in keyof Events]: readonly unknown[] }> = {
	[Name in keyof Events]?: Set<(...told: Events[Name]) => void>;
};

/** The listeners of each event. One that throws does not affect the others: its error surfaces separately. */
export class Listeners<Events extends { [Name in keyof Events]: readonly unknown[] }> {
	readonly #sets: Sets<Events> = {};

	/** Adds a listener. Returns a function that removes it. */
	on<Name extends keyof Events>(name: Name, listener: (...told: Events[Name]) => void): () => void {
		const listeners = this.#sets[name] ?? new Set();
		this.#sets[name] = listeners.add(listener);
		return () => listeners.delete(listener);
	}

	tell<Name extends keyof Events>(name: Name, ...told: Events[Name]): void {
		for (const listener of [...(this.#sets[name] ?? [])]) {
			try {
				listener(...told);
			} catch (error) {
				queueMicrotask(() => {
					throw error;
				});
			}
		}
	}
}
