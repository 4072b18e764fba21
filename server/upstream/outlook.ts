import type { Corrections } from '#core/borne-out/correction-curve.ts';
import type { ForecastTable, Outlook, ServerRow } from '#core/fleet.ts';
import { DISPLAY_LIMITS, type LimitedMetric } from '#core/metrics/limits.ts';
import { HORIZON_STEPS } from '#core/metrics/metrics.ts';
import { isOverNow, type Band } from '#core/outlook/band.ts';
import { FleetOutlook, MOST_PROFILES } from '#core/outlook/fleet-outlook.ts';
import { OUTLOOK_METRICS } from '#core/outlook/metric-outlook.ts';
import { packOutlook, unpackOutlook } from '#core/outlook/pack.ts';
import { serverOutlook, type ServerBands } from '#core/outlook/server-outlook.ts';
import { steadyOutlook } from '#core/outlook/steady-outlook.ts';
import type { OutlookState } from '#core/topics/outlook.ts';
import { bandCorrector } from './band-corrector.ts';
import { forecastMetric } from './display.ts';

const QUANTILES = 3;
const IDLE = 'cpu_idle_pct';
const WHOLE_PERCENT = 100;

/** In whose light an outlook is made. */
export interface OutlookLight {
	/** What was told in the previous tick. */
	readonly before?: OutlookState | undefined;
	/** How the daemon's bands are corrected, of the metrics and profiles of which enough has been seen. */
	readonly corrections?: Corrections | undefined;
}

/** Returns what a fleet is about to do at its limits, by its forecasts, as borne out where enough has been seen. */
export function outlookOf(
	rows: readonly Pick<ServerRow, 'name' | 'profile'>[],
	table: ForecastTable,
	{ before = {}, corrections }: OutlookLight = {}
): Outlook {
	const bandsAt = bandReader(table, corrections);
	const fleet = new FleetOutlook();
	const servers = rows.flatMap(({ name, profile }, index): [string, string][] => {
		const bands = bandsAt(index, profile);
		fleet.add(profile, bands);
		const told = Object.hasOwn(before, name) ? before[name] : undefined;
		const digits = digitsOf(bands, told);
		return digits === undefined ? [] : [[name, digits]];
	});
	const borneOut = profilesBorneOut(rows, table, corrections);
	const state = { ...fleet.state(), ...(borneOut && { borneOut }) };
	return { servers: Object.fromEntries(servers), fleet: state };
}

function digitsOf(bands: ServerBands, told: string | undefined): string | undefined {
	const fresh = serverOutlook(bands);
	const digits = fresh && packOutlook(fresh);
	// Most servers of a calm fleet: what was told need not be read.
	if (told === undefined || digits === told) return digits;
	const before = unpackOutlook(told);
	const steady = steadyOutlook(bands, before, fresh);
	if (before && steady === before) return told;
	return steady && packOutlook(steady);
}

/** Reads the bands of a server, by its place and profile; they are void once those of the next are read. */
export function bandReader(
	table: ForecastTable,
	corrections?: Corrections
): (server: number, profile?: string) => ServerBands {
	const columns = OUTLOOK_METRICS.map((metric) => table.metrics.indexOf(forecastMetric(metric)));
	const idle = table.metrics.indexOf(IDLE);
	const used = restReader();
	const corrected = corrections && bandCorrector(corrections);
	const readAt = (server: number, column: number, profile: string | undefined) => {
		const band = bandAt(table, server, column);
		const metric = table.metrics[column];
		if (!band || !corrected || metric === undefined || profile === undefined) return band;
		return corrected(band, metric, profile);
	};
	return (server, profile) =>
		columns.map((column, index) => {
			const unused = OUTLOOK_METRICS[index] === 'cpu' ? readAt(server, idle, profile) : undefined;
			return unused ? used(unused) : readAt(server, column, profile);
		});
}

/** Reads which of the metrics of a server, by its place, count as over a limit now. */
export function overNowReader(table: ForecastTable): (server: number) => readonly LimitedMetric[] {
	const { metrics, now, counts = now } = table;
	const columns = OUTLOOK_METRICS.map((metric) => metrics.indexOf(forecastMetric(metric)));
	const idle = metrics.indexOf(IDLE);
	return (server) => {
		const at = (column: number) =>
			counts[column < 0 ? -1 : server * metrics.length + column] ?? NaN;
		return OUTLOOK_METRICS.filter((metric, index) => {
			const rest = metric === 'cpu' ? WHOLE_PERCENT - at(idle) : NaN;
			const value = Number.isNaN(rest) ? at(columns[index] ?? -1) : rest;
			return isOverNow({ now: value }, DISPLAY_LIMITS[metric].warning);
		});
	};
}

/** The profiles of the fleet whose bands are corrected, by the metric that is shown; undefined if none is. */
function profilesBorneOut(
	rows: readonly Pick<ServerRow, 'profile'>[],
	{ metrics }: ForecastTable,
	corrections: Corrections | undefined
): Outlook['fleet']['borneOut'] {
	if (!corrections) return undefined;
	const present = new Set(rows.map(({ profile }) => profile));
	const entries = OUTLOOK_METRICS.flatMap((metric): [LimitedMetric, string[]][] => {
		const ofCpu = metric === 'cpu' && metrics.includes(IDLE);
		const curves = corrections.get(ofCpu ? IDLE : forecastMetric(metric));
		const profiles = [...present].filter((profile) => curves?.has(profile)).sort();
		return profiles.length ? [[metric, profiles.slice(0, MOST_PROFILES)]] : [];
	});
	return entries.length ? Object.fromEntries(entries) : undefined;
}

function bandAt(table: ForecastTable, server: number, column: number): Band | undefined {
	if (column < 0) return undefined;
	const cell = server * table.metrics.length + column;
	const now = (table.counts ?? table.now)[cell] ?? NaN;
	if (Number.isNaN(now)) return undefined;
	const curve = (position: number) => {
		const from = (cell * QUANTILES + position) * table.steps;
		return table.values.subarray(from, from + table.steps);
	};
	return { now, p10: curve(0), p50: curve(1), p90: curve(2) };
}

/** CPU used is the rest of idle time: what is high of one is low of the other. */
function restReader(): (idle: Band) => Band {
	const [p10, p50, p90] = [0, 0, 0].map(() => new Float32Array(HORIZON_STEPS)) as [
		Float32Array,
		Float32Array,
		Float32Array
	];
	const fill = (curve: Float32Array, idle: Float32Array) => {
		for (let index = 0; index < curve.length; index++)
			curve[index] = WHOLE_PERCENT - (idle[index] ?? NaN);
	};
	return (idle) => {
		fill(p10, idle.p90);
		fill(p50, idle.p50);
		fill(p90, idle.p10);
		return { now: WHOLE_PERCENT - idle.now, p10, p50, p90 };
	};
}
