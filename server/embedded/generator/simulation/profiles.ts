import type { Wandering } from './metrics.ts';

export const PROFILES = [
	'web_api',
	'ml_compute',
	'database',
	'data_ingest',
	'risk_analytics',
	'generic',
	'conductor_mgmt'
] as const;
export type Profile = (typeof PROFILES)[number];

/** Mean and standard deviation over the servers and hours of a healthy fleet. */
interface Spread {
	mean: number;
	spread: number;
}

export interface ProfileTraits {
	/** Share of the fleet, 0–1. */
	share: number;
	namePrefix: string;
	/** Digits of the number after the prefix. */
	nameDigits: number;
	wandering: Record<Wandering, Spread>;
	/** Percent of the disk that a new server uses. */
	disk: Spread;
}

/** The columns of the contract's table, in its order; shares of CPU, memory and disk in percent here. */
type Row = readonly [mean: number, spread: number][];

function traits(share: number, namePrefix: string, nameDigits: number, row: Row): ProfileTraits {
	const column = (index: number): Spread => {
		const [mean, spread] = row[index] ?? [NaN, NaN];
		return { mean, spread };
	};
	return {
		share,
		namePrefix,
		nameDigits,
		wandering: {
			cpu_user_pct: column(0),
			cpu_sys_pct: column(1),
			cpu_iowait_pct: column(2),
			java_cpu_pct: column(3),
			mem_used_pct: column(4),
			swap_used_pct: column(5),
			net_in_mb_s: column(7),
			net_out_mb_s: column(8),
			back_close_wait: column(9),
			front_close_wait: column(10),
			load_average: column(11)
		},
		disk: column(6)
	};
}

/** user, sys, I/O wait, java, memory, swap, disk (%), in, out (MB/s), back, front close wait, load. */
export const PROFILE_TRAITS: Record<Profile, ProfileTraits> = {
	web_api: traits(0.28, 'ppweb', 3, [
		[18, 6],
		[5, 2],
		[3, 2],
		[25, 8],
		[45, 10],
		[2, 1],
		[35, 8],
		[85, 25],
		[120, 35],
		[15, 5],
		[12, 4],
		[2.8, 1]
	]),
	ml_compute: traits(0.22, 'ppml', 4, [
		[45, 12],
		[8, 3],
		[2, 1],
		[50, 15],
		[72, 10],
		[5, 3],
		[55, 8],
		[8.5, 3],
		[5.2, 2],
		[2, 1],
		[2, 1],
		[6.5, 2]
	]),
	database: traits(0.17, 'ppdb', 3, [
		[25, 8],
		[12, 4],
		[15, 5],
		[10, 5],
		[68, 10],
		[3, 2],
		[70, 10],
		[35, 12],
		[28, 10],
		[8, 3],
		[6, 2],
		[4.2, 1.5]
	]),
	data_ingest: traits(0.11, 'ppetl', 3, [
		[35, 10],
		[10, 3],
		[8, 3],
		[45, 12],
		[62, 12],
		[4, 2],
		[65, 12],
		[150, 45],
		[95, 30],
		[10, 4],
		[8, 3],
		[5.5, 2]
	]),
	risk_analytics: traits(0.09, 'pprisk', 3, [
		[55, 15],
		[8, 3],
		[2, 1],
		[60, 15],
		[70, 10],
		[5, 3],
		[50, 10],
		[12, 4],
		[8, 3],
		[3, 1],
		[2, 1],
		[8.2, 2.5]
	]),
	generic: traits(0.07, 'ppgen', 3, [
		[12, 5],
		[4, 2],
		[1, 1],
		[8, 3],
		[35, 8],
		[1, 1],
		[30, 8],
		[15, 8],
		[12, 6],
		[2, 1],
		[2, 1],
		[1.5, 0.8]
	]),
	conductor_mgmt: traits(0.06, 'ppcon', 2, [
		[15, 6],
		[6, 2],
		[2, 1],
		[20, 6],
		[42, 8],
		[2, 1],
		[40, 8],
		[22, 8],
		[18, 6],
		[5, 2],
		[4, 2],
		[3.2, 1.2]
	])
};
