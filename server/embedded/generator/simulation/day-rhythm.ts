import type { Profile } from './profiles.ts';

interface Band {
	/** Whole hours of local time; `to` is exclusive. */
	from: number;
	to: number;
	factor: number;
}

/** Overnight, pre-market, market, after hours, evening. */
const DAY: readonly Band[] = [
	{ from: 0, to: 7, factor: 0.8 },
	{ from: 7, to: 9, factor: 1 },
	{ from: 9, to: 16, factor: 1.1 },
	{ from: 16, to: 19, factor: 1.2 },
	{ from: 19, to: 24, factor: 1 }
];

const OF_PROFILE: Partial<Record<Profile, readonly Band[]>> = {
	web_api: [
		{ from: 0, to: 7, factor: 0.6 },
		{ from: 9, to: 16, factor: 1.15 }
	],
	ml_compute: [
		{ from: 0, to: 7, factor: 1.15 },
		{ from: 19, to: 24, factor: 1.15 }
	],
	database: [
		{ from: 9, to: 16, factor: 1.1 },
		{ from: 16, to: 19, factor: 1.2 }
	],
	risk_analytics: [{ from: 16, to: 19, factor: 1.3 }],
	data_ingest: [{ from: 9, to: 16, factor: 1.2 }]
};

const LOWEST = 0.5;
const HIGHEST = 1.5;

/**
 * Returns how busy a profile is at a time of day, 1 being its mean. It is linear between the middles of two hours:
 * people and jobs do not all arrive on the hour.
 *
 * @param hour local, with fraction, 0–24
 */
export function dayFactor(profile: Profile, hour: number): number {
	const before = Math.floor(hour - 0.5);
	const share = hour - 0.5 - before;
	return hourFactor(profile, before) * (1 - share) + hourFactor(profile, before + 1) * share;
}

function hourFactor(profile: Profile, wholeHour: number): number {
	const hour = (wholeHour + 24) % 24;
	const within = ({ from, to }: Band) => hour >= from && hour < to;
	const base = DAY.find(within)?.factor ?? 1;
	const own = OF_PROFILE[profile]?.find(within)?.factor ?? 1;
	return Math.min(HIGHEST, Math.max(LOWEST, base * own));
}

/** Returns the local hour with its fraction. */
export function hourOfDay(at: number): number {
	const date = new Date(at);
	return date.getHours() + date.getMinutes() / 60 + date.getSeconds() / 3600;
}
