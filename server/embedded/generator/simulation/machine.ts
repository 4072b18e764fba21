import type { Random } from '../../shared/random.ts';
import { beginEpisode, drawEpisode, episodeEnd, isDown, type Episode } from './episode.ts';
import { WANDERING } from './metrics.ts';
import { pressureStrength, type Pressure } from './pressure.ts';
import { PROFILE_TRAITS, type Profile } from './profiles.ts';
import type { RecurringJob } from './recurring-job.ts';
import { cascadeDelayMs } from './cascade-spread.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** In days. A server is restarted after this uptime. */
const MAX_UPTIME_DAYS = 30;

const PROBLEM_CHILD_SHARE = 0.1;
/** A problem server fails twice as often; the others fail less, so that the fleet's rate is as requested. */
const PROBLEM_CHILD_FACTOR = 2 / (1 + PROBLEM_CHILD_SHARE);
const OTHERS_FACTOR = 1 / (1 + PROBLEM_CHILD_SHARE);

const LEAKY_SHARE = 0.15;
/** Memory in points that a leak takes until its process is restarted. */
const LEAK_POINTS = { least: 8, most: 20 };
const LEAK_POINTS_PER_HOUR = { least: 0.4, most: 2 };

const DISK_POINTS_PER_DAY = { least: 0.2, most: 1.2 };
/** Old files are deleted when the disk has grown by this much. */
const DISK_ROOM_POINTS = 12;
const DISK_LEAST = 10;
const DISK_MOST = 76;

/** One server: its permanent properties and its present state. */
export interface Machine {
	readonly name: string;
	readonly profile: Profile;
	readonly index: number;
	/** Standard normal constants, indexed like WANDERING. */
	readonly offsets: readonly number[];
	readonly failureFactor: number;
	/** Undefined if a failing database does not affect it. */
	readonly cascadeDelayMs: number | undefined;
	readonly leakPerHour: number;
	readonly leakLimit: number;
	readonly diskStart: number;
	readonly diskPerDay: number;
	startedAt: number;
	leakPoints: number;
	diskGrowth: number;
	/** Only the server of the demo's story has one. */
	job: RecurringJob | undefined;
	episode: Episode | undefined;
	pressure: Pressure;
	/** Sends nothing before this time; Infinity: until further notice. */
	silentUntil: number;
}

export function createMachine(
	name: string,
	profile: Profile,
	index: number,
	at: number,
	random: Random
): Machine {
	const within = ({ least, most }: { least: number; most: number }) =>
		least + random.uniform() * (most - least);
	const { disk } = PROFILE_TRAITS[profile];
	const isLeaky = random.uniform() < LEAKY_SHARE;
	const isProblemChild = random.uniform() < PROBLEM_CHILD_SHARE;
	const diskStart = disk.mean + disk.spread * random.normal();
	return {
		name,
		profile,
		index,
		offsets: WANDERING.map(() => random.normal()),
		failureFactor: isProblemChild ? PROBLEM_CHILD_FACTOR : OTHERS_FACTOR,
		cascadeDelayMs: cascadeDelayMs(profile, random),
		leakPerHour: isLeaky ? within(LEAK_POINTS_PER_HOUR) : 0,
		leakLimit: within(LEAK_POINTS),
		diskStart: Math.min(DISK_MOST, Math.max(DISK_LEAST, diskStart)),
		diskPerDay: within(DISK_POINTS_PER_DAY),
		startedAt: at - random.uniform() * MAX_UPTIME_DAYS * DAY,
		leakPoints: 0,
		diskGrowth: random.uniform() * DISK_ROOM_POINTS,
		job: undefined,
		episode: undefined,
		pressure: [],
		silentUntil: -Infinity
	};
}

export interface Passage {
	at: number;
	stepMs: number;
	hour: number;
	/** Critical issues per server and day, the mean of the fleet. */
	incidentsPerDay: number;
}

/** Advances what changes slowly or by chance: uptime, leak, disk, episodes. */
export function age(machine: Machine, passage: Passage, random: Random): void {
	const { at, stepMs, hour, incidentsPerDay } = passage;
	machine.leakPoints += (machine.leakPerHour * stepMs) / HOUR;
	if (machine.leakPoints > machine.leakLimit) machine.leakPoints = 0;
	machine.diskGrowth += (machine.diskPerDay * stepMs) / DAY;
	if (machine.diskGrowth > DISK_ROOM_POINTS) machine.diskGrowth -= DISK_ROOM_POINTS;
	if (machine.episode && at >= episodeEnd(machine.episode)) machine.episode = undefined;
	if (machine.episode) {
		if (isDown(machine.episode, at)) restart(machine, at);
		return;
	}
	// One trouble at a time: a server under a scenario's pressure does not crash as well.
	if (pressureStrength(machine.pressure, at) > 0) return;
	if (at - machine.startedAt >= MAX_UPTIME_DAYS * DAY) {
		machine.episode = beginEpisode(random, 'maintenance', at);
		restart(machine, at);
		return;
	}
	const chances = { hour, incidentsPerDay: incidentsPerDay * machine.failureFactor };
	machine.episode = drawEpisode(random, at, stepMs, chances);
}

function restart(machine: Machine, at: number): void {
	machine.startedAt = at;
	machine.leakPoints = 0;
}

export function isSilent(machine: Machine, at: number): boolean {
	return at < machine.silentUntil || (machine.episode ? isDown(machine.episode, at) : false);
}
