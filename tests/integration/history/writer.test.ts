import { afterEach, expect, test } from 'vitest';
import { HistoryWriter, type HistoryWriterEvents } from '../../../server/history/history-writer.ts';
import type { HistoryState } from '#core/topics/history.ts';
import { BEGAN, keptTick } from '../../support/kept-ticks.ts';

const MINUTE_MS = 60_000;
let writer: HistoryWriter;
afterEach(() => writer.close());

test('a tick that fits into no message is reported and counted as lost, and the next one is passed on', async () => {
	const faults: string[] = [];
	writer = start({ onFault: (message) => void faults.push(message) });
	const states = {
		toJSON() {
			throw new RangeError('Invalid string length');
		}
	};
	writer.keep({ ...keptTick(1), states: states as never });
	expect(writer.dropped).toBe(1);
	expect(faults).toEqual(['a tick could not be handed to the history']);
	writer.keep(keptTick(2));
	// The thread's error is told before its exit, and what it held is counted at the exit.
	await expect.poll(() => writer.dropped).toBe(2);
	expect(faults).toHaveLength(2);
});

test('a writer that dies is reported, its ticks are counted as lost, and it is started again after a minute', async () => {
	const faults: string[] = [];
	const states: HistoryState[] = [];
	writer = start({
		onFault: (message, detail) => void faults.push(`${message}: ${detail ?? ''}`),
		onState: (state) => void states.push(state)
	});
	const first = keptTick(1);
	writer.keep(first);
	await expect.poll(() => writer.dropped).toBe(1);
	expect(faults).toEqual(['the history writer died: out of memory, say']);
	expect(states.at(-1)).toEqual({ keeping: false, reason: 'the history writer died' });

	writer.keep({ ...keptTick(2), at: first.at + MINUTE_MS - 1 });
	expect(writer.dropped).toBe(2);
	writer.keep({ ...keptTick(3), at: first.at + MINUTE_MS });
	await expect.poll(() => faults).toHaveLength(2);
});

function start(events: Partial<HistoryWriterEvents>): HistoryWriter {
	return new HistoryWriter(
		{ dir: '', retention: { ticksMs: 0, minutesMs: 0, hoursMs: 0 }, maxBytes: 0 },
		{
			onFault: () => undefined,
			onRecovered: () => undefined,
			onOpened: () => undefined,
			onState: () => undefined,
			onKept: () => undefined,
			...events
		},
		BEGAN,
		new URL('../../support/dying-writer.ts', import.meta.url)
	);
}
