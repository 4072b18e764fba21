import { byRisk } from '../levels/ranking.ts';
import type { RiskEntry } from '../topics/states.ts';
import type { Stop } from './options.ts';

/** How long a server that has just become critical has the whole wall, however many stops there are. */
export const INTERRUPTION_MS = 30_000;

/** Which stop is shown since when, and who interrupts. Times in ms by one clock. */
export interface Rotation {
	readonly stop: number;
	readonly since: number;
	/** Critical servers that have had their say, so that each interrupts once. */
	readonly told: ReadonlySet<string>;
	readonly interruption?: { readonly servers: readonly string[]; readonly until: number };
}

export function beginRotation(now: number): Rotation {
	return { stop: 0, since: now, told: new Set() };
}

/** The rotation at `now`: on to the next stop when its time is over, and back to where it was after an interruption. */
export function rotate(rotation: Rotation, stops: readonly Stop[], now: number): Rotation {
	const { interruption } = rotation;
	if (interruption) {
		if (now < interruption.until) return rotation;
		const { stop, told } = rotation;
		// The stop that was cut short begins again: half a look at a view is none.
		return { stop, told, since: now };
	}
	const current = stops[rotation.stop % stops.length];
	if (!current || stops.length < 2 || now - rotation.since < current.seconds * 1_000)
		return rotation;
	return { ...rotation, stop: (rotation.stop + 1) % stops.length, since: now };
}

/** Servers newly critical have the wall; one that calmed down meanwhile may interrupt again. */
export function interrupt(
	rotation: Rotation,
	risk: Readonly<Record<string, RiskEntry>>,
	now: number
): Rotation {
	const critical = byRisk(risk, Infinity).filter(({ level }) => level === 'critical');
	const names = critical.map(({ server }) => server);
	const fresh = names.filter((server) => !rotation.told.has(server));
	const told = new Set(names);
	if (fresh.length === 0)
		return told.size === rotation.told.size ? rotation : { ...rotation, told };
	const still = rotation.interruption?.servers.filter((server) => told.has(server)) ?? [];
	return {
		...rotation,
		told,
		interruption: {
			servers: [...new Set([...still, ...fresh])],
			until: now + INTERRUPTION_MS
		}
	};
}
