import { parentPort, workerData } from 'node:worker_threads';
import type { KeptStates } from '#core/history/kept-ticks.ts';
import type { HistoryState } from '#core/topics/history.ts';
import { RECORDERS } from './recorders.ts';
import type { KeptTick } from './kept-tick.ts';
import { Store, type StoreSettings } from './store.ts';

export interface WriterData extends StoreSettings {
	/** In ms since 1970. */
	readonly startedAt: number;
}

export type ToWriter =
	/** The states as JSON text: cloning them would take three times as long on the thread that serves viewers. */
	| { readonly kind: 'keep'; readonly tick: Omit<KeptTick, 'states'>; readonly states: string }
	/** A reader found damage. */
	| { readonly kind: 'examine'; readonly now: number }
	| { readonly kind: 'close' };

export type FromWriter =
	/** All ticks of one transaction, by their numbers: they are on disk, or (`kept: false`) lost. */
	| { readonly kind: 'written'; readonly ticks: readonly number[]; readonly kept: boolean }
	| { readonly kind: 'state'; readonly state: HistoryState }
	| { readonly kind: 'fault'; readonly message: string; readonly detail?: string }
	| { readonly kind: 'recovered' }
	| { readonly kind: 'opened' };

const port = parentPort;
if (!port) throw new Error('the history writer is started by writer.ts, as a thread');
const tell = (message: FromWriter) => port.postMessage(message);
const { startedAt, ...settings } = workerData as WriterData;
const store = new Store(RECORDERS, settings, {
	onFault: (message, detail) => tell({ kind: 'fault', message, ...(detail && { detail }) }),
	onRecovered: () => tell({ kind: 'recovered' }),
	onOpened: () => tell({ kind: 'opened' })
});
let waiting: KeptTick[] = [];
let keeping = true;

store.open(startedAt);
tellState(startedAt);

port.on('message', (message: ToWriter) => {
	if (message.kind === 'keep') {
		// Everything that has arrived by the end of this turn becomes one transaction.
		const states = JSON.parse(message.states) as KeptStates;
		if (waiting.push({ ...message.tick, states }) === 1) setImmediate(keepWaiting);
	} else if (message.kind === 'examine') {
		store.examine(message.now);
		tellState(message.now);
	} else {
		keepWaiting();
		store.close();
		port.close();
	}
});

function keepWaiting(): void {
	const ticks = waiting;
	waiting = [];
	const last = ticks.at(-1);
	if (!last) return;
	const kept = store.keep(ticks);
	tell({ kind: 'written', ticks: ticks.map(({ tick }) => tick), kept });
	const tidied = store.tidy(last.at);
	if (tidied || kept !== keeping) tellState(last.at);
	keeping = kept;
}

function tellState(now: number): void {
	tell({ kind: 'state', state: store.state(now) });
}
