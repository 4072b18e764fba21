/** The content of every record, in the contract's names and units. */
export const METRICS = [
	'cpu_user_pct',
	'cpu_sys_pct',
	'cpu_iowait_pct',
	'cpu_idle_pct',
	'java_cpu_pct',
	'mem_used_pct',
	'swap_used_pct',
	'disk_usage_pct',
	'net_in_mb_s',
	'net_out_mb_s',
	'back_close_wait',
	'front_close_wait',
	'load_average',
	'uptime_days'
] as const;
export type Metric = (typeof METRICS)[number];
export type Metrics = Record<Metric, number>;

/** The metrics that vary around a mean of their profile; idle, disk and uptime are derived otherwise. */
export const WANDERING = [
	'cpu_user_pct',
	'cpu_sys_pct',
	'cpu_iowait_pct',
	'java_cpu_pct',
	'mem_used_pct',
	'swap_used_pct',
	'net_in_mb_s',
	'net_out_mb_s',
	'back_close_wait',
	'front_close_wait',
	'load_average'
] as const satisfies readonly Metric[];
export type Wandering = (typeof WANDERING)[number];
