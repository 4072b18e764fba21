import type { AnswerOf, QueryName, QuestionOf } from '#core/history/queries.ts';
import { err, type Result } from '#core/protocol/problem.ts';
import type { HistoryState } from '#core/topics/history.ts';
import type { Clock } from '../clock.ts';
import type { KeptTick } from './kept-tick.ts';
import type { QuestionOptions } from './reading-queue.ts';
import { HistoryReader } from './history-reader.ts';
import type { StoreSettings } from './store.ts';
import { HistoryWriter } from './history-writer.ts';

/** The history as the server uses it. Only answers and `close` wait for the disk. */
export interface History {
	/** Hands over a tick to be kept. The buffers of its samples are transferred: they are empty afterwards. */
	keep(tick: KeptTick): void;
	ask<Name extends QueryName>(
		name: Name,
		question: QuestionOf<Name>,
		asking?: QuestionOptions
	): Promise<Result<AnswerOf<Name>>>;
	/** The state at the last check, about once a minute. */
	state(): HistoryState;
	/** Writes the remaining ticks, within seconds. */
	close(): Promise<void>;
}

export interface HistoryDeps extends StoreSettings {
	readonly clock: Clock;
	/** A warning for viewers about the clock of the recorded times. */
	readonly clockWarning?: () => string | undefined;
	/** For the log; called once at the start of each fault. */
	readonly onFault: (message: string, detail?: string) => void;
	readonly onRecovered: () => void;
	/** Ticks, by their numbers, that are on disk from now on. */
	readonly onKept?: (ticks: readonly number[]) => void;
}

/** The deadline for the remaining ticks at shutdown, which takes 4.5 s as a whole. */
const CLOSING_MS = 2_500;

/**
 * Opens the history in a folder. Ticks are written and questions answered by two threads, so that a slow disk delays no
 * viewer.
 */
export function createHistory(deps: HistoryDeps): History {
	const { clock, dir, retention, maxBytes, onFault } = deps;
	let state: HistoryState = { keeping: false, reason: 'the history is being opened' };
	const opening = Promise.withResolvers<undefined>();
	const reader = new HistoryReader(
		{ dir },
		{ onFault, onDamage: () => writer.examine(clock.now()) }
	);
	const writer = new HistoryWriter(
		{ dir, retention, maxBytes },
		{
			onFault,
			onRecovered: deps.onRecovered,
			onOpened: () => reader.reopen(),
			onState(next) {
				state = next;
				opening.resolve(undefined);
			},
			onKept: (ticks) => deps.onKept?.(ticks)
		},
		clock.now()
	);

	return {
		keep: (tick) => writer.keep(tick),
		async ask(name, question, asking) {
			await opening.promise;
			return reader.ask(name, question, asking);
		},
		state() {
			const warning = state.warning ?? deps.clockWarning?.();
			const { dropped } = writer;
			return { ...state, ...(warning && { warning }), ...(dropped && { dropped }) };
		},
		async close() {
			const cancel = clock.after(CLOSING_MS, () => void writer.terminate());
			opening.resolve(undefined);
			// The last connection to close a file is the one that can clean up beside it.
			await reader.close();
			await writer.close();
			cancel();
		}
	};
}

/** Returns a history that keeps nothing, and says so. */
export function noHistory(): History {
	const reason = 'switched off';
	return {
		keep: () => undefined,
		ask: () => Promise.resolve(err('history-absent', 'Fleetcast keeps no history here.')),
		state: () => ({ keeping: false, reason }),
		close: () => Promise.resolve()
	};
}
