import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LevelThresholds } from '#core/levels/levels.ts';
import { systemClock } from '../clock.ts';
import { FILE_NAME } from '../history/database.ts';
import { RECORDERS } from '../history/recorders.ts';
import { Store, type StoreSettings } from '../history/store.ts';
import { createDaemonClient, type DaemonClientOptions } from '../upstream/daemon-client.ts';
import type { AnswerBounds } from '../upstream/answer-bounds.ts';
import { OverHold } from '../upstream/over-hold.ts';
import { pollDaemon, type PollOptions } from '../upstream/poll.ts';
import { RejectedParts } from '../upstream/rejected-parts.ts';
import { advancePast } from './generator-client.ts';
import { makePast } from './make-past.ts';

/** What the program is told by the process that starts it. */
export interface PastOrder {
	readonly daemon: DaemonClientOptions;
	readonly generatorUrl: string;
	readonly history: StoreSettings;
	readonly pastMs: number;
	readonly stepMinutes: number;
	readonly bounds: AnswerBounds;
	readonly thresholds: LevelThresholds;
	readonly holdMs: number;
}

/** Its last message: how many ticks it kept, or why there are none. */
export type PastOutcome = { readonly kept: number } | { readonly fault: string };

/** The folder within HISTORY_DIR in which a past is made. It becomes the history only as a whole. */
const UNFINISHED = 'simulated-past';
const MINUTE_MS = 60_000;

const stopping = new AbortController();
const stop = () => stopping.abort();
process.once('SIGTERM', stop);
// The process that started this one has ended, or wants nothing any more.
process.once('disconnect', stop);
process.once('message', (order: PastOrder) => {
	void make(order).then((outcome) => {
		if (process.connected) process.send?.(outcome, () => process.disconnect());
	});
});

/** Makes the past beside the history's place, and puts it there when it is whole. */
async function make(order: PastOrder): Promise<PastOutcome> {
	const { signal } = stopping;
	const dir = join(order.history.dir, UNFINISHED);
	const clear = () => rmSync(dir, { recursive: true, force: true });
	const faults: string[] = [];
	clear();
	const store = new Store(
		RECORDERS,
		{ ...order.history, dir },
		{
			onFault: (message, detail) => faults.push([message, detail].filter(Boolean).join(': ')),
			onRecovered: () => undefined,
			onOpened: () => undefined
		}
	);
	try {
		const kept = await makePast(depsOf(order, store, signal), signal);
		store.close();
		const place = join(order.history.dir, FILE_NAME);
		if (signal.aborted) return { fault: 'stopped' };
		if (existsSync(place)) return { fault: 'there is a history meanwhile' };
		renameSync(join(dir, FILE_NAME), place);
		return { kept };
	} catch (error) {
		return { fault: [String(error), ...faults].join('; ') };
	} finally {
		store.close();
		clear();
	}
}

function depsOf(order: PastOrder, store: Store, signal: AbortSignal) {
	const { stepMinutes, bounds, generatorUrl } = order;
	const client = createDaemonClient(order.daemon);
	const overHold = new OverHold(order.holdMs);
	// The daemon's own present is none while its feed is in the past.
	const asOfFeed = { get: (path: string) => client.get(`${path}?time=feed`, signal) };
	return {
		...order,
		advance: (until: number) => advancePast(generatorUrl, signal, until),
		poll: (outlookBefore: PollOptions['outlookBefore'], at: number) =>
			pollDaemon(asOfFeed, signal, {
				stepMinutes,
				bounds,
				outlookBefore,
				overHold: (read) => overHold.observe(read, at),
				rejected: new RejectedParts(),
				onResponse: () => undefined
			}),
		keep: (tick: Parameters<Store['keep']>[0][number]) => store.keep([tick]),
		now: systemClock.now,
		sampleEveryMs: stepMinutes * MINUTE_MS
	};
}
