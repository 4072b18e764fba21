import { sleep, type Clock } from '../clock.ts';
import { createTimeBudget } from './time-budget.ts';

/** The right to send the daemon one optional request. */
export interface Turn {
	/** The answer has arrived, or the request was given up. */
	over(): void;
}

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

interface Waiting {
	readonly kind: string;
	readonly isWanted: () => boolean;
	readonly settle: (turn: Turn | undefined) => void;
}

/**
 * The measured cost of a kind of request counts half as much after this time, so that one that was slow once is tried
 * again.
 */
const HALVED_AFTER_MS = 60_000;

/**
 * Schedules all requests to the daemon, which does one thing at a time. The main request, each tick's predictions, comes
 * first. Optional ones begin only after its answer, one at a time in the order they were asked for, within a budget of the
 * daemon's time, and only when they can be expected to end before the main request is due again.
 */
export function createAttention({ clock, tickMs }: AttentionDeps) {
	const budget = createTimeBudget(tickMs, clock.monotonic());
	const took = new Map<string, { readonly ms: number; readonly at: number }>();
	let waiting: Waiting[] = [];
	let mainTookMs = 0;
	let answeredAt = 0;
	let heldUpMs = 0;
	/** When the main request is due again; undefined until it has been answered well. */
	let mainDueAt: number | undefined;
	/** Settles when the current optional request has ended. */
	let optional: Promise<undefined> | undefined;
	let cancelNext = () => {};

	/**
	 * A kind without a measurement is assumed to take as long as the main request, yet is tried in any tick: otherwise it
	 * would never be measured.
	 */
	function expectedMs(kind: string, now: number, roomMs: number): number {
		const known = took.get(kind);
		if (!known) return Math.min(mainTookMs, roomMs / 2);
		return known.ms * 0.5 ** ((now - known.at) / HALVED_AFTER_MS);
	}

	function next(): void {
		cancelNext();
		if (mainDueAt === undefined || optional) return;
		dropUnwanted();
		const now = clock.monotonic();
		const dueAt = mainDueAt;
		const first = waiting.find(
			({ kind }) => now + expectedMs(kind, now, dueAt - answeredAt) < dueAt
		);
		// With too little time now there is even less later: the next main answer opens the next chance.
		if (!first) return;
		const allowedAt = budget.allowedAt(now);
		if (allowedAt >= dueAt) return;
		if (allowedAt > now) cancelNext = clock.after(allowedAt - now, next);
		else {
			waiting = waiting.filter((each) => each !== first);
			first.settle(begin(first.kind, now));
		}
	}

	function dropUnwanted(): void {
		const unwanted = waiting.filter(({ isWanted }) => !isWanted());
		waiting = waiting.filter((each) => !unwanted.includes(each));
		for (const { settle } of unwanted) settle(undefined);
	}

	function begin(kind: string, startedAt: number): Turn {
		const { promise, resolve } = Promise.withResolvers<undefined>();
		optional = promise;
		return {
			over() {
				if (optional !== promise) return;
				optional = undefined;
				const now = clock.monotonic();
				took.set(kind, { ms: now - startedAt, at: now });
				budget.spend(now - startedAt, now);
				resolve(undefined);
				next();
			}
		};
	}

	/** Resolves when the current optional request has ended, or after a tick: it may be hanging. */
	async function optionalOver(underWay: Promise<unknown>, signal: AbortSignal): Promise<void> {
		const patience = new AbortController();
		const enough = sleep(clock, tickMs, AbortSignal.any([signal, patience.signal]));
		await Promise.race([underWay, enough]);
		patience.abort();
	}

	const turn: AskTurn = (kind, signal, isWanted) => {
		if (signal.aborted) return Promise.resolve(undefined);
		return new Promise((resolve) => {
			const callOff = () => {
				waiting = waiting.filter((each) => each !== mine);
				resolve(undefined);
			};
			const mine: Waiting = {
				kind,
				isWanted,
				settle(given) {
					signal.removeEventListener('abort', callOff);
					resolve(given);
				}
			};
			signal.addEventListener('abort', callOff, { once: true });
			waiting.push(mine);
			next();
		});
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
			if (before) await optionalOver(before, signal);
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
			for (const { settle } of waiting.splice(0)) settle(undefined);
		}
	};
}
