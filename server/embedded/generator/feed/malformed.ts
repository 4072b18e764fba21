/** The ways in which a record can be wrong, each made from the record's time. */
const FAULTS: readonly ((timestamp: string) => unknown)[] = [
	(timestamp) => ({ timestamp, cpu_user_pct: 12 }),
	(timestamp) => ({ timestamp, server_name: 7, cpu_user_pct: 12 }),
	(timestamp) => ({ timestamp, server_name: 'malformed', cpu_user_pct: 'abc' }),
	(timestamp) => ({ timestamp, server_name: 'malformed', mem_used_pct: 5000 }),
	(timestamp) => ({ timestamp, server_name: 'malformed', load_average: -1 }),
	() => ({ timestamp: 'yesterday', server_name: 'malformed', cpu_user_pct: 12 }),
	() => 'not an object'
];

/** Returns this many malformed records, each kind in turn. */
export function malformedRecords(count: number, timestamp: string): unknown[] {
	return Array.from({ length: count }, (_, index) => FAULTS[index % FAULTS.length]?.(timestamp));
}
