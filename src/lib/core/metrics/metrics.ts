/** The daemon's metric names that Fleetcast understands; others of the same shape are passed on. */
export const KNOWN_METRICS = [
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

/** The metrics of tables and heatmaps, by their names on the wire. */
export const DISPLAY_METRICS = [
	'cpu',
	'memory',
	'iowait',
	'swap',
	'load',
	'disk',
	'netIn',
	'netOut'
] as const;
export type DisplayMetric = (typeof DISPLAY_METRICS)[number];

/** Name and unit of each display metric, the same on every screen. */
export const DISPLAY_METRIC_LABELS: Readonly<
	Record<DisplayMetric, { name: string; unit: string }>
> = {
	cpu: { name: 'CPU', unit: '%' },
	memory: { name: 'Memory', unit: '%' },
	iowait: { name: 'I/O wait', unit: '%' },
	swap: { name: 'Swap', unit: '%' },
	load: { name: 'Load', unit: '' },
	disk: { name: 'Disk', unit: '%' },
	netIn: { name: 'Network in', unit: 'MB/s' },
	netOut: { name: 'Network out', unit: 'MB/s' }
};

/** A forecast has 96 steps; the daemon calls each 5 minutes. */
export const HORIZON_STEPS = 96;
export const DEFAULT_STEP_MINUTES = 5;

/** Rounds to 0.1, which is what a screen can show, and never to the -0 that the daemon sometimes sends. */
export function tenth(value: number): number {
	return Math.round(value * 10) / 10 + 0;
}
