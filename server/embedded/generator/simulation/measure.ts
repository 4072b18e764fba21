import { cascadeIntensity, suffer, type Cascade } from './cascade-spread.ts';
import { dayFactor } from './day-rhythm.ts';
import { EPISODE_FACTORS, episodeIntensity, type Episode } from './episode.ts';
import type { Machine } from './machine.ts';
import { WANDERING, type Metrics, type Wandering } from './metrics.ts';
import type { Noise } from './noise.ts';
import { press } from './pressure.ts';
import { applyJob } from './recurring-job.ts';
import { PROFILE_TRAITS, type ProfileTraits } from './profiles.ts';
import type { ServerStatus } from './status.ts';

const DAY = 86_400_000;

/** The share of the day's rhythm that a metric follows: memory stays in use overnight, and swap follows memory. */
const FOLLOWS_DAY: Partial<Record<Wandering, number>> = { mem_used_pct: 0.25, swap_used_pct: 0 };

/** No metric of a running server falls below this share of its mean. */
const FLOOR_SHARE = 0.1;

/**
 * In percent. Beyond these, ordinary values approach the end of the headroom but do not pass it: fleets are sized for
 * their daily peak. Only an incident takes more.
 */
const COMFORTABLE_CPU = 75;
const CPU_HEADROOM = 15;
const COMFORTABLE_MEMORY = 78;
const MEMORY_HEADROOM = 11;

/** Load depends partly on CPU use: the two parts together have about the table's standard deviation. */
const LOAD_FROM_CPU = 0.65;
const LOAD_OWN_SPREAD = 0.8;

/** A full memory is swapped out: points of swap for each point of memory beyond this. */
const SWAPPING_FROM_MEMORY = 88;
const SWAP_PER_MEMORY = 1.5;

const MOST_CPU = 99.5;
const MOST_MEMORY = 99;

/** Temporary files grow and shrink with the work. */
const DISK_WORK_POINTS = 0.15;

/** One server's sample in the form of the feed. */
export interface SimulatedRecord extends Metrics {
	/** Local ISO 8601 without a zone. */
	timestamp: string;
	server_name: string;
	status: ServerStatus;
}

export interface Moment {
	at: number;
	/** Local, with fraction. */
	hour: number;
	/** `at` in the form of the feed. */
	timestamp: string;
	cascade: Cascade | undefined;
}

/** Returns a server's measurements at a moment, to two decimals. */
export function measure(
	machine: Machine,
	status: ServerStatus,
	noise: Noise,
	moment: Moment
): SimulatedRecord {
	const { at, hour, timestamp, cascade } = moment;
	const { profile, episode, cascadeDelayMs } = machine;
	const traits = PROFILE_TRAITS[profile];
	const work = noise.work(machine.index);
	const values = ordinary(machine, traits, noise, work, dayFactor(profile, hour));
	const isIncident = episode?.kind === 'critical_issue';
	if (episode && !isIncident) multiply(values, episode, at);
	values.mem_used_pct += machine.leakPoints;
	stayComfortable(values);
	if (episode && isIncident) multiply(values, episode, at);
	if (machine.job) applyJob(values, machine.job, at, Math.min(3, Math.abs(work)));
	if (cascade && cascadeDelayMs !== undefined) {
		const intensity = cascadeIntensity(cascade, at, cascadeDelayMs);
		if (intensity > 0) suffer(values, profile, intensity);
	}
	values.mem_used_pct = Math.min(MOST_MEMORY, values.mem_used_pct);
	values.swap_used_pct += SWAP_PER_MEMORY * Math.max(0, values.mem_used_pct - SWAPPING_FROM_MEMORY);
	fitCpu(values);
	press(values, machine.pressure, at, Math.min(3, Math.abs(work)));
	fitCpu(values);
	values.uptime_days = Math.max(0, Math.floor((at - machine.startedAt) / DAY));
	return recordOf(timestamp, machine.name, status, values);
}

/** Returns the measurements of an ordinary day. */
function ordinary(
	machine: Machine,
	traits: ProfileTraits,
	noise: Noise,
	work: number,
	rhythm: number
): Metrics {
	const { index, offsets } = machine;
	const own = (at: number) => noise.deviation(index, at, offsets[at] ?? 0, work);
	const values = blank();
	WANDERING.forEach((metric, at) => {
		const { mean, spread } = traits.wandering[metric];
		const factor = 1 + (FOLLOWS_DAY[metric] ?? 1) * (rhythm - 1);
		values[metric] = factor * Math.max(FLOOR_SHARE * mean, mean + spread * own(at));
	});
	const use = values.cpu_user_pct + values.cpu_sys_pct + values.cpu_iowait_pct;
	const load = traits.wandering.load_average;
	const fromCpu =
		1 + LOAD_FROM_CPU * (Math.min(use, COMFORTABLE_CPU + CPU_HEADROOM) / usualCpu(traits) - 1);
	const loadNoise = LOAD_OWN_SPREAD * load.spread * own(WANDERING.length - 1);
	values.load_average = Math.max(FLOOR_SHARE * load.mean, load.mean * fromCpu + loadNoise);
	values.disk_usage_pct = machine.diskStart + machine.diskGrowth + DISK_WORK_POINTS * work;
	return values;
}

function blank(): Metrics {
	return {
		cpu_user_pct: 0,
		cpu_sys_pct: 0,
		cpu_iowait_pct: 0,
		cpu_idle_pct: 0,
		java_cpu_pct: 0,
		mem_used_pct: 0,
		swap_used_pct: 0,
		disk_usage_pct: 0,
		net_in_mb_s: 0,
		net_out_mb_s: 0,
		back_close_wait: 0,
		front_close_wait: 0,
		load_average: 0,
		uptime_days: 0
	};
}

function usualCpu({ wandering }: ProfileTraits): number {
	return wandering.cpu_user_pct.mean + wandering.cpu_sys_pct.mean + wandering.cpu_iowait_pct.mean;
}

function multiply(values: Metrics, episode: Episode, at: number): void {
	const factors = EPISODE_FACTORS[episode.kind];
	const intensity = episodeIntensity(episode, at);
	for (const metric of WANDERING) {
		values[metric] *= 1 + ((factors[metric] ?? 1) - 1) * intensity;
	}
}

function stayComfortable(values: Metrics): void {
	const use = values.cpu_user_pct + values.cpu_sys_pct + values.cpu_iowait_pct;
	if (use > COMFORTABLE_CPU) scaleCpu(values, bent(use, COMFORTABLE_CPU, CPU_HEADROOM) / use);
	if (values.mem_used_pct > COMFORTABLE_MEMORY) {
		values.mem_used_pct = bent(values.mem_used_pct, COMFORTABLE_MEMORY, MEMORY_HEADROOM);
	}
}

/** Bends a value beyond `from` so that it approaches `from + headroom`; smooth at `from`. */
function bent(value: number, from: number, headroom: number): number {
	return from + headroom * (1 - Math.exp((from - value) / headroom));
}

function scaleCpu(values: Metrics, factor: number): void {
	values.cpu_user_pct *= factor;
	values.cpu_sys_pct *= factor;
	values.cpu_iowait_pct *= factor;
}

/** A CPU has no more than 100 %. */
function fitCpu(values: Metrics): void {
	const used = values.cpu_user_pct + values.cpu_sys_pct + values.cpu_iowait_pct;
	if (used > MOST_CPU) scaleCpu(values, MOST_CPU / used);
}

const cents = (value: number) => Math.round(value * 100) / 100;
const percent = (value: number) => cents(Math.min(100, Math.max(0, value)));

/** Idle is the remainder of the rounded shares, so that the four sum to 100. */
function recordOf(
	timestamp: string,
	server_name: string,
	status: ServerStatus,
	values: Metrics
): SimulatedRecord {
	const cpu_user_pct = percent(values.cpu_user_pct);
	const cpu_sys_pct = percent(values.cpu_sys_pct);
	const cpu_iowait_pct = percent(values.cpu_iowait_pct);
	return {
		timestamp,
		server_name,
		status,
		cpu_user_pct,
		cpu_sys_pct,
		cpu_iowait_pct,
		cpu_idle_pct: percent(100 - cpu_user_pct - cpu_sys_pct - cpu_iowait_pct),
		java_cpu_pct: percent(values.java_cpu_pct),
		mem_used_pct: percent(values.mem_used_pct),
		swap_used_pct: percent(values.swap_used_pct),
		disk_usage_pct: percent(values.disk_usage_pct),
		net_in_mb_s: cents(values.net_in_mb_s),
		net_out_mb_s: cents(values.net_out_mb_s),
		back_close_wait: Math.round(values.back_close_wait),
		front_close_wait: Math.round(values.front_close_wait),
		load_average: cents(values.load_average),
		uptime_days: values.uptime_days
	};
}
