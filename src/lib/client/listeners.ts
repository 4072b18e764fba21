type Sets<Events extends { [Name in keyof Events]: readonly unknown[] }> = {
	[Name in keyof Events]?: Set<(...told: Events[Name]) => void>;
};

/** Who wants to be told of what. A listener that throws stops nobody else's: its error surfaces on its own. */
export class Listeners<Events extends { [Name in keyof Events]: readonly unknown[] }> {
	readonly #sets: Sets<Events> = {};

	/** The answer takes the listener away again. */
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
