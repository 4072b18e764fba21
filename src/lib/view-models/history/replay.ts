import { MAX_REPLAY_SPEED, type Replay } from '#core/protocol/messages.ts';

/** The speeds of a replay, as multiples of real time. */
export const REPLAY_SPEEDS = [1, 10, 60, 300, MAX_REPLAY_SPEED] as const;
/** The default speed, for searching: a day in 24 minutes. */
export const USUAL_REPLAY_SPEED = 60;

/** How far back a replay starts. */
export const REWIND_MS = 60_000;

/** The query parameter that holds the moment, as ISO 8601 in UTC. */
export const MOMENT_PARAMETER = 'at';

/** Returns the moment in an address, paused; undefined where it names none. */
export function readMoment(query: URLSearchParams): Replay | undefined {
	const text = query.get(MOMENT_PARAMETER);
	// Only full ISO times: Date.parse accepts far more, in the reader's own zone.
	if (!text || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/.test(text)) return undefined;
	const at = Date.parse(text);
	return at >= 0 ? { at, speed: 0 } : undefined;
}

/** Returns a moment as it is written in an address: ISO 8601 in UTC. */
export function writeMoment(at: number): string {
	return new Date(at).toISOString();
}

/** Returns the address with the moment in it, or without any. Everything else stays. */
export function withMoment(address: URL, at: number | undefined): URL {
	const next = new URL(address);
	if (at === undefined) next.searchParams.delete(MOMENT_PARAMETER);
	else next.searchParams.set(MOMENT_PARAMETER, writeMoment(at));
	return next;
}

/** Limits a moment to the kept range. */
export function withinKept(at: number, kept: { from: number; to: number }): number {
	return Math.min(kept.to, Math.max(kept.from, at));
}
