import type { ServerRow } from '#core/fleet.ts';
import type { StatusReading } from './status.ts';

/** Fed for so many times what a warm-up takes, a fleet is warm but for servers that came later. */
const LONG_FED = 2;

/** Whether the fleet is warm as a whole. Once it is it stays so: a server that comes later warms up on its own. */
export function warmAsWhole(status: StatusReading, wasWarm: boolean): boolean {
	if (status.warm || wasWarm) return true;
	const { tickCount, required, ready = 0, total = 0 } = status;
	return tickCount >= LONG_FED * required && ready * 2 > total;
}

/** The servers of the last answer, each with the feed's count when it was seen to arrive; null for one that was there. */
export type WarmingMemory = ReadonlyMap<string, number | null>;

export interface Warming {
	readonly memory: WarmingMemory;
	readonly warming: ReadonlySet<string>;
}

/**
 * Which servers have too little data to be forecast well. Some daemons name them; of others only how many are ready is
 * known, and those that are not are the ones that came last.
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
	// Who was there when all were ready is ready; the status is older than the answer that it came with.
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
