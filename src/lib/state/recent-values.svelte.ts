import { withArrival, type RecentPast } from '#view-models/server-view/recent-past.ts';
import type { ServerState } from '#core/topics/states.ts';

/** The values of one server that a page has received since it was opened. */
export class RecentValues {
	#past = $state.raw<RecentPast>([]);

	/** Oldest first. */
	get past(): RecentPast {
		return this.#past;
	}

	/** Adds a state published `at`, in ms since 1970. */
	arrived(at: number, server: ServerState): void {
		this.#past = withArrival(this.#past, at, server);
	}
}
