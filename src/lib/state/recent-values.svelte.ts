import { withArrival, type RecentPast } from '#view-models/server-view/recent-past.ts';
import type { ServerState } from '#core/topics/states.ts';

/** What a page has seen of one server since it was opened. */
export class RecentValues {
	#past = $state.raw<RecentPast>([]);

	/** Oldest first. */
	get past(): RecentPast {
		return this.#past;
	}

	/** A state has come; `at`: when it was published, ms since 1970. */
	arrived(at: number, server: ServerState): void {
		this.#past = withArrival(this.#past, at, server);
	}
}
