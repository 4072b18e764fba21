import { sleep, type Clock } from '../clock.ts';
import { createTimeBudget } from './time-budget.ts';

/** The right to ask the daemon one optional question. */
export interface Turn {
	/** The answer has come, or will not come any more. */
	over(): void;
}

/**
 * Waits for the turn of an optional question. `kind` tells questions apart by what they cost the daemon. Undefined: called
 * off, because the signal aborted or nobody wants the answer any more.
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

/** What a kind of question took counts half as much after this long, so that one that was slow once is tried again. */
const HALVED_AFTER_MS = 60_000;

/**
 * The daemon does one thing at a time, so one place says who asks it. The main question, each tick's predictions, comes
 * first. Optional ones begin only after its answer, one at a time in the order of asking, within a budget of the
 * daemon's time, and never when they cannot be expected to be over before the main question is due again.
 */
export function createAttention({ clock, tickMs }: AttentionDeps) {
	const budget = createTimeBudget(tickMs, clock.monotonic());
	const took = new Map<string, { readonly ms: number; readonly at: number }>();
	let waiting: Waiting[] = [];
	let mainTookMs = 0;
	let answeredAt = 0;
	let heldUpMs = 0;
	/** When the main question is due again; undefined until it has been answered well. */
	let mainDueAt: number | undefined;
	/** Settles when the optional question under way is over. */
	let optional: Promise<undefined> | undefined;
	let cancelNext = () => {};

	/** What was never asked may take as long as the main question, yet is tried in any tick: only then can it be known. */
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
		// Where there is too little time now, there is even less later: the main answer opens the next chance.
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

	/** Resolves when the optional question under way is over, or after a tick: then it may be hanging. */
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
		/** Asks the main question. Nothing optional begins from now until `answered`. */
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
		/** How long the newest main question stood behind an optional one. */
		heldUpMs: () => heldUpMs,
		/** The main answer has come, well or not, and the question is due again then. */
		answered(well: boolean, dueAt: number): void {
			answeredAt = clock.monotonic();
			mainDueAt = well ? dueAt : undefined;
			// A daemon that fails gets a rest afterwards: as if all that time had gone to optional questions.
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
export type Attention = ReturnType<typeof createAttention>;
