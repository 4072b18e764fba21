import type { Random } from '../../shared/random.ts';
import type { Metric } from './metrics.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The spontaneous episodes of a server. */
export type EpisodeKind =
	'heavy_load' | 'morning_spike' | 'idle' | 'maintenance' | 'critical_issue';

/** The factor of each metric at the episode's height; a metric that is not named keeps its value. */
export const EPISODE_FACTORS: Record<EpisodeKind, Partial<Record<Metric, number>>> = {
	heavy_load: factors(1.4, 1.3, 1.5, 1.4, 1.2, 1.2, 1.5, 1.4, 1.4, 1.4),
	morning_spike: factors(1.3, 1.2, 1.4, 1.4, 1.1, 1.2, 1.5, 1.4, 1.3, 1.3),
	idle: factors(0.3, 0.5, 0.2, 0.2, 0.8, 0.5, 0.2, 0.2, 0.3, 0.4),
	maintenance: factors(0.3, 0.5, 0.8, 0.2, 0.8, 0.5, 0.2, 0.2, 0.2, 0.5),
	critical_issue: factors(2.5, 2, 3.5, 2.8, 1.4, 3, 0.4, 0.3, 2.5, 2.5)
};

function factors(
	user: number,
	sys: number,
	iowait: number,
	java: number,
	memory: number,
	swap: number,
	netIn: number,
	netOut: number,
	closeWait: number,
	load: number
): Partial<Record<Metric, number>> {
	return {
		cpu_user_pct: user,
		cpu_sys_pct: sys,
		cpu_iowait_pct: iowait,
		java_cpu_pct: java,
		mem_used_pct: memory,
		swap_used_pct: swap,
		net_in_mb_s: netIn,
		net_out_mb_s: netOut,
		back_close_wait: closeWait,
		front_close_wait: closeWait,
		load_average: load
	};
}

export interface Episode {
	kind: EpisodeKind;
	startAt: number;
	onsetMs: number;
	plateauMs: number;
	recoveryMs: number;
	/** In ms. At the end of the plateau the server is silent for this long, and then restarted; 0: it is not. */
	downMs: number;
}

export const episodeEnd = (episode: Episode): number =>
	episode.startAt + episode.onsetMs + episode.plateauMs + episode.downMs + episode.recoveryMs;

/** Returns 0 before and after, 1 on the plateau, linear between. */
export function episodeIntensity(episode: Episode, at: number): number {
	const since = at - episode.startAt;
	if (since < episode.onsetMs) return Math.max(0, since / episode.onsetMs);
	const left = episodeEnd(episode) - at;
	return Math.max(0, Math.min(1, left / episode.recoveryMs));
}

export function isDown(episode: Episode, at: number): boolean {
	const downAt = episode.startAt + episode.onsetMs + episode.plateauMs;
	return at >= downAt && at < downAt + episode.downMs;
}

/** Lengths in minutes, minimum and maximum. */
type Range = readonly [least: number, most: number];

interface Course {
	onset: Range;
	plateau: Range;
	recovery: Range;
}

const COURSES: Record<Exclude<EpisodeKind, 'critical_issue'>, Course> = {
	heavy_load: { onset: [3, 10], plateau: [10, 60], recovery: [5, 15] },
	morning_spike: { onset: [3, 8], plateau: [15, 40], recovery: [10, 20] },
	idle: { onset: [5, 15], plateau: [30, 120], recovery: [5, 15] },
	maintenance: { onset: [1, 2], plateau: [10, 20], recovery: [2, 5] }
};

/** About 73 % of incidents rise over half an hour and last two; the others are sudden. */
const SLOW_INCIDENT: Course = { onset: [20, 40], plateau: [60, 100], recovery: [10, 20] };
const FAST_INCIDENT: Course = { onset: [1, 4], plateau: [15, 25], recovery: [5, 10] };
const SLOW_SHARE = 4 / 5.5;

/** One incident in five ends with the machine down for a few minutes and restarted. */
const CRASH_SHARE = 0.2;
const DOWN: Range = [3, 8];

export interface Chances {
	hour: number;
	/** Critical issues expected per day for this server. */
	incidentsPerDay: number;
}

/** Returns the expected starts of each kind per day, at an hour of the day. */
function ratePerDay(kind: EpisodeKind, { hour, incidentsPerDay }: Chances): number {
	switch (kind) {
		case 'heavy_load':
			return hour >= 10 && hour < 17 ? 1.5 : 0.5;
		case 'morning_spike':
			return hour >= 7 && hour < 9 ? 6 : 0;
		case 'idle':
			return hour < 6 || hour >= 22 ? 2 : 0;
		case 'critical_issue':
			return incidentsPerDay;
		case 'maintenance':
			// Begins when a server has run for its 30 days, not by chance.
			return 0;
	}
}

const BY_CHANCE = ['critical_issue', 'heavy_load', 'morning_spike', 'idle'] as const;

/** Returns which episode begins in the step that ends at `at`, if any: a Poisson process with the hour's rates. */
export function drawEpisode(
	random: Random,
	at: number,
	stepMs: number,
	chances: Chances
): Episode | undefined {
	// One draw decides for all kinds: each has its own part of the unit interval.
	let draw = random.uniform();
	for (const kind of BY_CHANCE) {
		const chance = 1 - Math.exp((-ratePerDay(kind, chances) * stepMs) / DAY);
		if (draw < chance) return beginEpisode(random, kind, at - random.uniform() * stepMs);
		draw -= chance;
	}
	return undefined;
}

export function beginEpisode(random: Random, kind: EpisodeKind, startAt: number): Episode {
	const minutes = ([least, most]: Range) => (least + random.uniform() * (most - least)) * MINUTE;
	const isIncident = kind === 'critical_issue';
	const incident = random.uniform() < SLOW_SHARE ? SLOW_INCIDENT : FAST_INCIDENT;
	const course = isIncident ? incident : COURSES[kind];
	const crashes = isIncident && random.uniform() < CRASH_SHARE;
	return {
		kind,
		startAt,
		onsetMs: minutes(course.onset),
		plateauMs: minutes(course.plateau),
		recoveryMs: minutes(course.recovery),
		downMs: crashes ? minutes(DOWN) : 0
	};
}
