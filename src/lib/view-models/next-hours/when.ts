import { clockTime } from '#core/format.ts';
import type { OverSince } from '#core/topics/outlook.ts';
import { overLength } from '../alerts/alert-words.ts';
import { minutesInWords } from '../metrics/horizon.ts';
import type { NextRow } from './rows.ts';

const MINUTE_MS = 60_000;

/** What clock times are told by: when the states were published, in ms since 1970, and the zone. */
export interface Moment {
	readonly stepMinutes: number;
	readonly at: number | undefined;
	readonly zone: 'utc' | 'viewer';
}

/** For a table: `over for 40 min`, `over for ≥ 40 min`, `over now`, `in 25 min`. */
export function whenInShort({ onset, since }: NextRow, { stepMinutes, at }: Moment): string {
	if (onset > 0) return `in ${minutesInWords(onset * stepMinutes)}`;
	const length = since && at !== undefined && overLength(lengthOf(since, at));
	return length ? `over ${length.replace('at least', '≥').replace('less than', '<')}` : 'over now';
}

/** In full: `in 25 min, at 05:24`; `since 04:12`; undefined where nothing more is known. */
export function whenInFull({ onset, since }: NextRow, moment: Moment): string | undefined {
	if (onset > 0) return timeInWords(onset, moment);
	if (!since) return undefined;
	const time = timeOf(since.at, moment.zone);
	return since.atLeast ? `over since ${time} or before` : `over since ${time}`;
}

/** When a step is: `in 25 min, at 05:24`. */
export function timeInWords(step: number, { stepMinutes, at, zone }: Moment): string {
	const words = `in ${minutesInWords(step * stepMinutes)}`;
	if (at === undefined) return words;
	return `${words}, at ${timeOf(at + step * stepMinutes * MINUTE_MS, zone)}`;
}

/** `at 05:24`, or `in 25 min` where no clock time is known. */
export function momentAt(step: number, { stepMinutes, at, zone }: Moment): string {
	return at === undefined
		? `in ${minutesInWords(step * stepMinutes)}`
		: `at ${timeOf(at + step * stepMinutes * MINUTE_MS, zone)}`;
}

/** `05:24`, or `05:24Z` in UTC. */
function timeOf(time: number, zone: 'utc' | 'viewer'): string {
	return `${clockTime(time, zone).slice(0, 5)}${zone === 'utc' ? 'Z' : ''}`;
}

function lengthOf({ at: since, atLeast }: OverSince, at: number) {
	const minutes = Math.floor(Math.max(0, at - since) / MINUTE_MS);
	return { minutes, ...(atLeast && { atLeast }) };
}
