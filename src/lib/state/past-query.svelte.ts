import { untrack } from 'svelte';
import { floorTo, type RangeId, type RangeQuestion, type Window } from '#core/history/range.ts';
import type { Result } from '#core/protocol/problem.ts';
import {
	coverageAfter,
	coverageOf,
	mustAskAgain,
	type Coverage
} from '#view-models/history/ask-again.ts';
import type { FleetState } from './fleet-state.svelte.ts';
import type { HttpQuery } from './http-query.svelte.ts';
import { Throttle } from './throttle.ts';

/** A fast replay reaches another step many times a second; it is queried no more often than this. */
const ASK_EVERY_MS = 1_000;

/** What is asked of the history, and when again. */
export interface PastQuestion {
	/** All that are asked the same. */
	readonly queries: readonly Pick<HttpQuery<unknown>, 'ask' | 'stop'>[];
	/** The question as an address holds it; undefined while there is nothing to ask. */
	readonly question: () => string | undefined;
	/** Answers about another subject are no longer shown. */
	readonly subject?: () => string | undefined;
	/** Ask again when this has grown: the newest time that is kept, in ms since 1970. */
	readonly newestAt: () => number | undefined;
	/** The answer that the page was rendered with. */
	readonly first?: Result<{ readonly window: Window }> | undefined;
}

/** Asks the history for what fits the moment that a page shows, and again when there is more to know. */
export class PastQuery {
	readonly #fleet: Pick<FleetState, 'at' | 'past'>;
	readonly #stepMs: () => number;
	/**
	 * The time after which nothing is shown, as whole steps; undefined for now. While a moment of the past is wanted but not
	 * shown yet, it is that moment.
	 */
	readonly until = $derived.by(() => {
		const { past, at } = this.#fleet;
		const replay = past.shown ?? past.wanted;
		return replay && floorTo((past.shown && at) ?? replay.at, this.#stepMs());
	});

	/** `stepMs`: how far the moment moves on before a range that ends with it is another. */
	constructor(fleet: Pick<FleetState, 'at' | 'past'>, stepMs: () => number) {
		this.#fleet = fleet;
		this.#stepMs = stepMs;
	}

	/** Returns the answer that a page was rendered with, unless another moment than now is shown. */
	ifNow<Answer>(first: Answer | undefined): Answer | undefined {
		return this.until === undefined ? first : undefined;
	}

	range(range: RangeId): RangeQuestion {
		return { range, ...(this.until !== undefined && { until: this.until }) };
	}

	/** Asks from now on, as long as the component that calls this exists. */
	keepAsking({ queries, question, subject, newestAt, first }: PastQuestion): void {
		const throttle = new Throttle(ASK_EVERY_MS);
		const firstQuestion = question();
		let covered: Coverage | undefined =
			first && firstQuestion !== undefined ? coverageOf(firstQuestion, first) : undefined;
		$effect(() => {
			const text = question();
			if (text === undefined) {
				covered = undefined;
				throttle.stop();
				return;
			}
			const wanted = { question: text, newestAt: newestAt() };
			const about = subject?.();
			const again = mustAskAgain(wanted, covered);
			covered = coverageAfter(wanted, covered);
			if (!again) return;
			const ask = () => {
				for (const query of queries) void query.ask(text, about);
			};
			// Asking reads and changes the state of the queries, on which this effect must not depend.
			untrack(() => {
				throttle.stop();
				if (this.until === undefined) ask();
				else throttle.run(ask);
			});
		});
		$effect(() => () => {
			throttle.stop();
			for (const query of queries) query.stop();
		});
	}
}
