import type { Random } from '../../shared/random.ts';
import type { Metric, Metrics } from './metrics.ts';
import { CASCADE_MS } from './pressure.ts';
import type { Profile } from './profiles.ts';

interface Change {
	factor: number;
	plus: number;
}

type Effect = Partial<Record<Metric, Change>>;

const times = (factor: number, plus = 0): Change => ({ factor, plus });

const FAILING_CONNECTIONS: Effect = {
	back_close_wait: times(3, 15),
	front_close_wait: times(2.5, 10),
	load_average: times(1.3),
	cpu_sys_pct: times(1.4)
};
const QUEUEING: Effect = {
	load_average: times(2),
	mem_used_pct: times(1.15),
	back_close_wait: times(1.5, 5),
	java_cpu_pct: times(1.2)
};
const IDLE: Effect = {
	cpu_user_pct: times(0.3),
	java_cpu_pct: times(0.2),
	net_in_mb_s: times(0.1),
	net_out_mb_s: times(0.1),
	load_average: times(0.4)
};
const STARVATION: Effect = {
	cpu_user_pct: times(0.4),
	java_cpu_pct: times(0.3),
	net_in_mb_s: times(0.15),
	mem_used_pct: times(0.9),
	load_average: times(0.5)
};

/** The effect of a failing database on its dependants, direct or (ML) indirect; strength 0–1. */
const DEPENDENCE: Partial<Record<Profile, readonly { strength: number; effect: Effect }[]>> = {
	web_api: [
		{ strength: 0.85, effect: FAILING_CONNECTIONS },
		{ strength: 0.7, effect: QUEUEING }
	],
	data_ingest: [
		{ strength: 0.75, effect: FAILING_CONNECTIONS },
		{ strength: 0.6, effect: QUEUEING }
	],
	risk_analytics: [
		{ strength: 0.8, effect: STARVATION },
		{ strength: 0.5, effect: IDLE }
	],
	conductor_mgmt: [{ strength: 0.7, effect: FAILING_CONNECTIONS }],
	ml_compute: [
		{ strength: 0.9, effect: IDLE },
		{ strength: 0.6, effect: STARVATION }
	]
};

const SECOND = 1_000;

/** Seconds until a dependant is affected: one hop from the database, or two. */
const ONE_HOP = { least: 40, most: 100 };
const TWO_HOPS = { least: 110, most: 200 };

const LONGEST_DELAY_MS = TWO_HOPS.most * SECOND;

/** Returns how long after its source a server is affected by a cascade; undefined: never. */
export function cascadeDelayMs(profile: Profile, random: Random): number | undefined {
	if (!DEPENDENCE[profile]) return undefined;
	const { least, most } = profile === 'ml_compute' ? TWO_HOPS : ONE_HOP;
	return (least + random.uniform() * (most - least)) * SECOND;
}

export interface Cascade {
	startAt: number;
	/** When the scenario was ended early, otherwise Infinity. */
	releasedAt: number;
}

/** Returns the strength of the fault, 0–1, `delayMs` after its source. */
export function cascadeIntensity(cascade: Cascade, at: number, delayMs: number): number {
	const since = at - delayMs - cascade.startAt;
	const rise = since / CASCADE_MS.up;
	const left = CASCADE_MS.up + CASCADE_MS.full + CASCADE_MS.down - since;
	const released = 1 - Math.max(0, at - delayMs - cascade.releasedAt) / CASCADE_MS.down;
	return Math.max(0, Math.min(1, rise, left / CASCADE_MS.down, released));
}

/** Returns whether the last dependant has recovered. */
export function isOver(cascade: Cascade, at: number): boolean {
	const { up, full, down } = CASCADE_MS;
	const fallAt = Math.min(cascade.releasedAt, cascade.startAt + up + full);
	return at >= fallAt + down + LONGEST_DELAY_MS;
}

/** Applies the effect to a dependant of that profile. */
export function suffer(values: Metrics, profile: Profile, intensity: number): void {
	for (const { strength, effect } of DEPENDENCE[profile] ?? []) {
		const share = strength * intensity;
		for (const [metric, { factor, plus }] of Object.entries(effect) as [Metric, Change][]) {
			values[metric] = values[metric] * (1 + (factor - 1) * share) + plus * share;
		}
	}
}
