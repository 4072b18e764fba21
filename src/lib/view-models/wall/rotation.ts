import { byRisk } from '../levels/ranking.ts';
import type { RiskEntry } from '#core/topics/states.ts';
import { observe, type Criticals } from './criticals.ts';
import type { Stop } from './options.ts';

/** How long a newly critical server is shown, however many stops there are. */
export const INTERRUPTION_MS = 30_000;
/** The longest that later servers can extend an interruption to; servers after that wait for the next one. */
export const LONGEST_INTERRUPTION_MS = 60_000;
/** After an interruption there is none for the duration of the stop, within these bounds. */
const LEAST_REST_MS = 30_000;
export const LONGEST_REST_MS = 60_000;

interface Interruption {
	/** The newest first. */
	readonly servers: readonly string[];
	readonly begunAt: number;
	readonly until: number;
}

/** The current stop, since when it is shown, and the current interruption. Times are in ms by one clock. */
export interface Rotation {
	readonly stop: number;
	readonly since: number;
	/** No interruption before this. */
	readonly restUntil: number;
	/** Undefined until the first observation: what was critical before does not interrupt. */
	readonly criticals?: Criticals;
	readonly interruption?: Interruption;
}

/** Returns the rotation at its first stop. `now` is in ms. */
export function beginRotation(now: number): Rotation {
	return { stop: 0, since: now, restUntil: now };
}

/** Returns the rotation at `now`: the next stop when its time is over, and the previous one after an interruption. */
export function rotate(rotation: Rotation, stops: readonly Stop[], now: number): Rotation {
	const { interruption, ...rest } = rotation;
	const current = stops[rotation.stop % stops.length];
	if (!current) return rotation;
	const stopMs = current.seconds * 1_000;
	if (interruption) {
		if (now < interruption.until) return rotation;
		const wholeMs = Math.min(stopMs, LONGEST_REST_MS);
		// A view shown for too short a time is of no use: a short stop starts again, a long one has at least the rest left.
		const shownMs = Math.min(interruption.begunAt - rotation.since, stopMs - wholeMs);
		const restUntil = now + Math.max(wholeMs, LEAST_REST_MS);
		return { ...rest, since: now - shownMs, restUntil };
	}
	if (stops.length < 2 || now - rotation.since < stopMs) return rotation;
	return { ...rotation, stop: (rotation.stop + 1) % stops.length, since: now };
}

/** Newly critical servers interrupt, unless an interruption has just ended: then they wait. */
export function interrupt(
	rotation: Rotation,
	risk: Readonly<Record<string, RiskEntry>>,
	now: number
): Rotation {
	const critical = byRisk(risk, Infinity)
		.filter(({ level }) => level === 'critical')
		.map(({ server }) => server);
	if (!rotation.criticals)
		return { ...rotation, criticals: observe(new Map(), critical, critical, now) };
	const { criticals, interruption } = rotation;
	const fresh = critical.filter((server) => !criticals.has(server));
	// An admitted server is shown for the full time.
	const admitted = interruption
		? now + INTERRUPTION_MS <= interruption.begunAt + LONGEST_INTERRUPTION_MS
		: now >= rotation.restUntil;
	const shown = admitted ? fresh : [];
	const next = { ...rotation, criticals: observe(criticals, critical, shown, now) };
	if (shown.length === 0) return next;
	return {
		...next,
		interruption: {
			servers: [...shown, ...(interruption?.servers ?? [])],
			begunAt: interruption?.begunAt ?? now,
			until: now + INTERRUPTION_MS
		}
	};
}
