import type { Metrics } from './metrics.ts';

/** The smallest values of a server under full pressure. CPU is 100 − idle. */
interface Targets {
	cpuUsedPercent: number;
	memoryPercent: number;
	iowaitPercent: number;
	swapPercent: number;
	loadAverage: number;
	/** How far connections pile up and traffic collapses, 0–1. */
	congestion: number;
}

interface Knot {
	at: number;
	/** How far values are moved from their own towards the targets, 0–1. */
	strength: number;
	targets: Targets;
}

/** A course through time, linear between its knots. It only raises loads, so a busier server stays busier. */
export type Pressure = readonly Knot[];

const MINUTE = 60_000;

/** CPU use is the sum of three shares, each rounded to a hundredth: it may be this much below the target. */
const ROUNDED_AWAY = 0.02;

const DEGRADING: Targets = {
	cpuUsedPercent: 75,
	memoryPercent: 80,
	iowaitPercent: 0,
	swapPercent: 11,
	loadAverage: 8.5,
	congestion: 0.2
};
const DEGRADING_DATABASE: Targets = { ...DEGRADING, iowaitPercent: 18 };

/** The values of degrading servers after another hour: forecasts exist for slow declines like this. */
const DEGRADED: Targets = {
	cpuUsedPercent: 84,
	memoryPercent: 90,
	iowaitPercent: 12,
	swapPercent: 26,
	loadAverage: 12,
	congestion: 0.4
};
const DEGRADED_DATABASE: Targets = { ...DEGRADED, iowaitPercent: 22 };

/**
 * CPU, memory and I/O wait as the contract names them. These alone score 56 for most servers and 45 for a database, so
 * swap and load follow, as they do on a machine that full: by what is now, whatever is forecast, any server then
 * scores 0.7 × (25 + 40 + 30 + 20) = 80.5, and 91 where memory counts.
 */
const CRITICAL: Targets = {
	cpuUsedPercent: 90,
	memoryPercent: 93,
	iowaitPercent: 35,
	swapPercent: 52,
	loadAverage: 13,
	congestion: 1
};
const CRITICAL_ESCALATED: Targets = {
	...CRITICAL,
	cpuUsedPercent: 92,
	memoryPercent: 95,
	iowaitPercent: 40
};
/** The sources of a cascade shortly after its first signs, and just before it breaks out: below every limit. */
const FORERUNNING: Targets = { ...DEGRADING_DATABASE, memoryPercent: 83 };
const BREAKING: Targets = {
	cpuUsedPercent: 82,
	memoryPercent: 89,
	iowaitPercent: 19,
	swapPercent: 22,
	loadAverage: 11,
	congestion: 0.35
};
const CASCADE_SOURCE: Targets = {
	...CRITICAL,
	cpuUsedPercent: 95,
	memoryPercent: 92,
	iowaitPercent: 45
};

/** Rise, full strength and fall of a cascade, in ms. */
export const CASCADE_MS = { up: 2 * MINUTE, full: 10 * MINUTE, down: 3 * MINUTE };

/** How long before a cascade its sources decline: long enough for a forecast of what is coming. */
export const FORERUN_MS = 30 * MINUTE;
const FIRST_SIGNS_MS = 2 * MINUTE;

const RECOVERY_MS = 3 * MINUTE;

/** Returns the position on a course at a time; undefined before any pressure. */
function knotAt(pressure: Pressure, at: number): Knot | undefined {
	const next = pressure.findIndex((knot) => knot.at > at);
	if (next === 0) return pressure[0];
	const before = pressure.at(next < 0 ? -1 : next - 1);
	const after = pressure[next];
	if (!before || !after) return before;
	const share = (at - before.at) / (after.at - before.at);
	const between = (from: number, to: number) => from + (to - from) * share;
	const key = (name: keyof Targets) => between(before.targets[name], after.targets[name]);
	return {
		at,
		strength: between(before.strength, after.strength),
		targets: {
			cpuUsedPercent: key('cpuUsedPercent'),
			memoryPercent: key('memoryPercent'),
			iowaitPercent: key('iowaitPercent'),
			swapPercent: key('swapPercent'),
			loadAverage: key('loadAverage'),
			congestion: key('congestion')
		}
	};
}

/** Continues from the old course's position, so that no value jumps. */
function follow(old: Pressure, at: number, targets: Targets, ...rest: Knot[]): Pressure {
	const now = knotAt(old, at);
	const from = now?.strength ? now : { strength: 0, targets };
	return [{ at, strength: from.strength, targets: from.targets }, ...rest];
}

export function degradingPressure(old: Pressure, at: number, isDatabase: boolean): Pressure {
	const targets = isDatabase ? DEGRADING_DATABASE : DEGRADING;
	const later = isDatabase ? DEGRADED_DATABASE : DEGRADED;
	return follow(
		old,
		at,
		targets,
		{ at: at + 5 * MINUTE, strength: 1, targets },
		{ at: at + 65 * MINUTE, strength: 1, targets: later }
	);
}

/** @param isDegrading such servers go further, in half the time */
export function criticalPressure(old: Pressure, at: number, isDegrading: boolean): Pressure {
	const targets = isDegrading ? CRITICAL_ESCALATED : CRITICAL;
	const climbMs = isDegrading ? MINUTE : 2 * MINUTE;
	return follow(old, at, targets, { at: at + climbMs, strength: 1, targets });
}

export function cascadeSourcePressure(old: Pressure, at: number): Pressure {
	const targets = CASCADE_SOURCE;
	const breaksAt = at + FORERUN_MS;
	const fullAt = breaksAt + CASCADE_MS.up;
	const fallAt = fullAt + CASCADE_MS.full;
	return follow(
		old,
		at,
		FORERUNNING,
		{ at: at + FIRST_SIGNS_MS, strength: 1, targets: FORERUNNING },
		{ at: breaksAt, strength: 1, targets: BREAKING },
		{ at: fullAt, strength: 1, targets },
		{ at: fallAt, strength: 1, targets },
		{ at: fallAt + CASCADE_MS.down, strength: 0, targets }
	);
}

/** Returns a course that ends the pressure within three minutes, empty if there was none. */
export function releasedPressure(old: Pressure, at: number): Pressure {
	const now = knotAt(old, at);
	if (!now?.strength) return [];
	return follow(old, at, now.targets, {
		at: at + RECOVERY_MS,
		strength: 0,
		targets: now.targets
	});
}

export function pressureStrength(pressure: Pressure, at: number): number {
	return pressure.length ? (knotAt(pressure, at)?.strength ?? 0) : 0;
}

/** Returns how far connections pile up under full pressure, 0–1. */
export function congestionAt(pressure: Pressure, at: number): number {
	return knotAt(pressure, at)?.targets.congestion ?? 0;
}

/**
 * Moves a server's own values towards the targets; CPU shares stay consistent, user time takes the rest.
 *
 * @param wobble 0 and up: how far the server is above its targets, so that the plateau is not perfectly flat
 */
export function press(values: Metrics, pressure: Pressure, at: number, wobble: number): void {
	const knot = pressure.length ? knotAt(pressure, at) : undefined;
	if (!knot?.strength) return;
	const { strength, targets } = knot;
	const raise = (own: number, target: number) => own + Math.max(0, target - own) * strength;
	const used = values.cpu_user_pct + values.cpu_sys_pct + values.cpu_iowait_pct;
	values.cpu_iowait_pct = raise(
		values.cpu_iowait_pct,
		targets.iowaitPercent && targets.iowaitPercent + 2 * wobble
	);
	const busy = values.cpu_sys_pct + values.cpu_iowait_pct;
	const usedThen = raise(used, targets.cpuUsedPercent + ROUNDED_AWAY + wobble);
	values.cpu_user_pct = Math.max(0, usedThen - busy);
	values.mem_used_pct = raise(values.mem_used_pct, targets.memoryPercent + 0.3 * wobble);
	values.swap_used_pct = raise(values.swap_used_pct, targets.swapPercent + wobble);
	values.load_average = raise(values.load_average, targets.loadAverage + wobble);
	const congestion = targets.congestion * strength;
	values.back_close_wait *= 1 + 1.5 * congestion;
	values.front_close_wait *= 1 + 1.5 * congestion;
	values.net_in_mb_s *= 1 - 0.6 * congestion;
	values.net_out_mb_s *= 1 - 0.7 * congestion;
}
