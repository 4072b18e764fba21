import { sleep, type Clock } from '../clock.ts';
import { RequestCosts } from './request-costs.ts';
import { createTimeBudget } from './time-budget.ts';
import { TurnQueue, type Turn } from './turn-queue.ts';

/**
 * Waits for the turn of an optional request. `kind` groups requests by their cost for the daemon. Resolves with undefined
 * when it is cancelled, because the signal aborted or the answer is no longer wanted.
 */
export type AskTurn = (
	kind: string,
	signal: AbortSignal,
	isWanted: () => boolean
) => Promise<Turn | undefined>;

export interface AttentionDeps {
	readonly clock: Clock;
	readonly tickMs: number;
}

/**
 * Schedules all requests to the daemon, which does one thing at a time. The main request, each tick's predictions, comes
 * first. Optional ones begin only after its answer, one at a time in the order they were asked for, within a budget of the
 * daemon's time, and only when they can be expected to end before the main request is due again.
 */
export function createAttention({ clock, tickMs }: AttentionDeps) {
	const budget = createTimeBudget(tickMs, clock.monotonic());
	const costs = new RequestCosts();
	const queue = new TurnQueue();
	let mainTookMs = 0;
	let answeredAt = 0;
	let heldUpMs = 0;
	/** When the main request is due again; undefined until it has been answered well. */
	let mainDueAt: number | undefined;
	/** Settles when the current optional request has ended. */
	let optional: Promise<undefined> | undefined;
	let cancelNext = () => {};

	function next(): void {
		cancelNext();
		if (mainDueAt === undefined || optional) return;
		queue.dropUnwanted();
		const now = clock.monotonic();
		const dueAt = mainDueAt;
		// A kind without a measurement is assumed to take as long as the main request, yet is tried in any tick: otherwise
		// it would never be measured.
		const unmeasuredMs = Math.min(mainTookMs, (dueAt - answeredAt) / 2);
		const first = queue.find((kind) => now + costs.expectedMs(kind, now, unmeasuredMs) < dueAt);
		// With too little time now there is even less later: the next main answer opens the next chance.
		if (!first) return;
		const allowedAt = budget.allowedAt(now);
		if (allowedAt >= dueAt) return;
		if (allowedAt > now) cancelNext = clock.after(allowedAt - now, next);
		else queue.give(first, begin(first.kind, now));
	}

	function begin(kind: string, startedAt: number): Turn {
		const { promise, resolve } = Promise.withResolvers<undefined>();
		optional = promise;
		return {
			over() {
				if (optional !== promise) return;
				optional = undefined;
				const now = clock.monotonic();
				costs.note(kind, now - startedAt, now);
				budget.spend(now - startedAt, now);
				resolve(undefined);
				next();
			}
		};
	}

	const turn: AskTurn = (kind, signal, isWanted) => {
		const given = queue.join(kind, signal, isWanted);
		next();
		return given;
	};

	return {
		/** Sends the main request. Nothing optional begins until `answered` is called. */
		async main<Answer>(ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
			cancelNext();
			const since = clock.monotonic();
			mainDueAt = undefined;
			heldUpMs = 0;
			budget.setBusy(true, since);
			const before = optional;
			let freeAt = before ? undefined : since;
			void before?.then(() => (freeAt = clock.monotonic()));
			if (before) await optionalOver(before, tickMs, clock, signal);
			try {
				return await ask();
			} finally {
				const now = clock.monotonic();
				heldUpMs = (freeAt ?? now) - since;
				mainTookMs = now - since - heldUpMs;
				budget.setBusy(false, now);
			}
		},
		/** How long the newest main request waited for an optional one. */
		heldUpMs: () => heldUpMs,
		/** The main answer has arrived, good or not, and the request is due again at `dueAt`. */
		answered(well: boolean, dueAt: number): void {
			answeredAt = clock.monotonic();
			mainDueAt = well ? dueAt : undefined;
			// A failing daemon gets a rest: as if all that time had gone to optional requests.
			if (!well) budget.spend(mainTookMs, answeredAt);
			next();
		},
		turn,
		close(): void {
			cancelNext();
			queue.clear();
		}
	};
}

/** Resolves when the optional request has ended, or after `patienceMs`: it may be hanging. */
async function optionalOver(
	underWay: Promise<unknown>,
	patienceMs: number,
	clock: Clock,
	signal: AbortSignal
): Promise<void> {
	const over = new AbortController();
	const enough = sleep(clock, patienceMs, AbortSignal.any([signal, over.signal]));
	await Promise.race([underWay, enough]);
	over.abort();
}
