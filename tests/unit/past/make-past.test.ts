import { expect, test } from 'vitest';
import { DEFAULT_THRESHOLDS } from '#core/levels/levels.ts';
import { err, ok } from '#core/protocol/problem.ts';
import type { KeptTick } from '../../../server/history/kept-tick.ts';
import { makePast } from '../../../server/past/make-past.ts';
import type { PollResult } from '../../../server/upstream/poll.ts';
import { fleetOf, seeded, serverNames } from '../../support/fleets.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PRESENT = Date.UTC(2026, 0, 14, 13);

/** A past of so many hours before the present, whose daemon has nothing to say before a time. */
function stage({ hours, speaksFrom = 0 }: { hours: number; speaksFrom?: number }) {
	const stopping = new AbortController();
	const kept: KeptTick[] = [];
	let at = PRESENT - hours * HOUR;
	const poll = (): PollResult => {
		const fleet = fleetOf(serverNames(3), seeded(at / MINUTE));
		return {
			status: err('daemon-malformed', ''),
			fleet: at < speaksFrom ? err('insufficient-data', '') : ok({ fleet, bytes: 1, tookMs: 1 })
		};
	};
	const made = (keep = (tick: KeptTick) => kept.push(tick) > 0) =>
		makePast(
			{
				advance: (until) => Promise.resolve((at = Math.max(at, until))),
				poll: () => Promise.resolve(poll()),
				keep,
				now: () => PRESENT,
				pastMs: hours * HOUR,
				sampleEveryMs: 5 * MINUTE,
				thresholds: DEFAULT_THRESHOLDS,
				holdMs: 30_000
			},
			stopping.signal
		);
	return { kept, made, stop: () => stopping.abort() };
}

test('every five minutes of a past are kept, of its last hour every minute, and all are marked as simulated', async () => {
	const { kept, made } = stage({ hours: 10 });
	expect(await made()).toBe(kept.length);
	expect(kept.every(({ simulated, ok: good }) => simulated && good)).toBe(true);
	expect(kept[0]?.at).toBe(PRESENT - 9 * HOUR);
	expect(kept.at(-1)?.at).toBe(PRESENT);
	const gaps = kept.slice(1).map(({ at }, index) => at - (kept[index]?.at ?? 0));
	expect(new Set(gaps.slice(0, 96))).toEqual(new Set([5 * MINUTE]));
	expect(new Set(gaps.slice(-60))).toEqual(new Set([MINUTE]));
	expect(kept.filter(({ samples }) => samples?.values)).toHaveLength(96 + 13);
});

test('of a long past the last day is kept', async () => {
	const { kept, made } = stage({ hours: 36 });
	await made();
	expect(kept[0]?.at).toBe(PRESENT - 24 * HOUR);
});

test('while the daemon has too little to say, nothing is kept', async () => {
	const { kept, made } = stage({ hours: 2, speaksFrom: PRESENT - 10 * MINUTE });
	await made();
	expect(kept[0]?.at).toBe(PRESENT - 10 * MINUTE);
});

test('a past that cannot be kept is given up, and one that is cut off ends', async () => {
	await expect(stage({ hours: 2 }).made(() => false)).rejects.toThrow('could not be kept');
	const { kept, made, stop } = stage({ hours: 2 });
	stop();
	expect(await made()).toBe(0);
	expect(kept).toEqual([]);
});
