import type { AnswerOf, QueryName, QuestionOf } from '#core/history/queries.ts';
import { err, type Result } from '#core/protocol/problem.ts';
import type { HistoryState } from '#core/topics/history.ts';
import type { Clock } from '../clock.ts';
import type { KeptTick } from './kept-tick.ts';
import type { QuestionOptions } from './reading-queue.ts';
import { HistoryReader } from './history-reader.ts';
import type { StoreSettings } from './store.ts';
import { HistoryWriter } from './history-writer.ts';

/** What was, as the shell sees it. Nothing here waits for a disk but answers and the end. */
export interface History {
	/** Hands a tick over to be kept. The buffers of its samples go with it: they are empty afterwards. */
	keep(tick: KeptTick): void;
	ask<Name extends QueryName>(
		name: Name,
		question: QuestionOf<Name>,
		asking?: QuestionOptions
	): Promise<Result<AnswerOf<Name>>>;
	/** As it was at the last look, about once a minute. */
	state(): HistoryState;
	/** Writes what still waits, within seconds. */
	close(): Promise<void>;
}

export interface HistoryDeps extends StoreSettings {
	readonly clock: Clock;
	/** What whoever looks should know of the clock that times are kept by. */
	readonly clockWarning?: () => string | undefined;
	/** For the log; told once each time a fault begins. */
	readonly onFault: (message: string, detail?: string) => void;
	readonly onRecovered: () => void;
	/** Ticks, by their numbers, that outlive the process from now on. */
	readonly onKept?: (ticks: readonly number[]) => void;
}

/** What still waits has this long to reach the disk at the end: the whole house has 4.5 s. */
const CLOSING_MS = 2_500;

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
			// The last to close a file is the one who can tidy up beside it.
			await reader.close();
			await writer.close();
			cancel();
		}
	};
}

/** Nothing is kept, and says so. */
export function noHistory(): History {
	const reason = 'switched off';
	return {
		keep: () => undefined,
		ask: () => Promise.resolve(err('history-absent', 'Fleetcast keeps no history here.')),
		state: () => ({ keeping: false, reason }),
		close: () => Promise.resolve()
	};
}
