import type { ServerRow } from '#core/fleet.ts';
import type { StatusReading } from './status.ts';

/** After so many times the duration of a warm-up, a fleet is warm except for servers added later. */
const LONG_FED = 2;

/** Whether the whole fleet is warm. Once it is, it stays so: a server that is added later warms up on its own. */
export function warmAsWhole(status: StatusReading, wasWarm: boolean): boolean {
	if (status.warm || wasWarm) return true;
	const { tickCount, required, ready = 0, total = 0 } = status;
	return tickCount >= LONG_FED * required && ready * 2 > total;
}

/** The servers of the last answer, each with the feed's count when it appeared; null for those already there. */
export type WarmingMemory = ReadonlyMap<string, number | null>;

export interface Warming {
	readonly memory: WarmingMemory;
	readonly warming: ReadonlySet<string>;
}

/**
 * Returns the servers with too little data for a good forecast. Some daemons name them; of others only the number of ready
 * servers is known, and the rest are assumed to be the newest.
 */
export function observeWarming(
	memory: WarmingMemory,
	rows: readonly ServerRow[],
	status: StatusReading | undefined,
	warmFleet: boolean
): Warming {
	const next = new Map<string, number | null>();
	for (const { name } of rows) next.set(name, arrivalOf(name, memory, status));
	return { memory: next, warming: warmingOf(next, status, warmFleet) };
}

function arrivalOf(
	name: string,
	memory: WarmingMemory,
	status: StatusReading | undefined
): number | null {
	const known = memory.get(name);
	// A server that was there when all were ready is ready; the status is older than the answer that it came with.
	if (known !== undefined) return status?.warm ? null : known;
	return memory.size > 0 && status ? status.tickCount : null;
}

function warmingOf(
	arrivals: WarmingMemory,
	status: StatusReading | undefined,
	warmFleet: boolean
): ReadonlySet<string> {
	if (status?.warming) return new Set(status.warming.filter((name) => arrivals.has(name)));
	if (!warmFleet) return new Set(arrivals.keys());
	if (!status || status.warm) return new Set();
	const unready =
		status.ready === undefined || status.total === undefined
			? Infinity
			: Math.max(0, status.total - status.ready);
	const latest = [...arrivals]
		.flatMap(([name, at]) => (at === null ? [] : [{ name, at }]))
		.filter(({ at }) => status.tickCount - at < LONG_FED * status.required)
		.sort((a, b) => b.at - a.at);
	return new Set(latest.slice(0, unready).map(({ name }) => name));
}
