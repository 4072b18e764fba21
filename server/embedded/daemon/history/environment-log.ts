import { z } from 'zod';
import { levelOf, type Level } from './level.ts';
import { TimedList } from './timed-list.ts';
import { MONTH_MS } from './time-range.ts';

const MINUTE = 60_000;

const snapshotSchema = z.object({
	id: z.number(),
	at: z.number(),
	total_servers: z.number(),
	critical_count: z.number(),
	warning_count: z.number(),
	degraded_count: z.number(),
	healthy_count: z.number(),
	prob_30m: z.number(),
	prob_8h: z.number(),
	avg_risk_score: z.number(),
	max_risk_score: z.number(),
	top_risk_server: z.string(),
	fleet_health: z.string()
});

export const environmentLogSchema = z.object({
	nextId: z.number(),
	snapshots: z.array(snapshotSchema)
});

export type EnvironmentSnapshot = z.infer<typeof snapshotSchema>;
export type EnvironmentLogState = z.infer<typeof environmentLogSchema>;

export interface EnvironmentSample {
	/** In ms since 1970, UTC. */
	readonly at: number;
	readonly scores: readonly { readonly serverName: string; readonly score: number }[];
	readonly environment: {
		readonly prob_30m: number;
		readonly prob_8h: number;
		readonly fleet_health: string;
	};
}

/** The state of the fleet, once for every minute with a forecast. */
export class EnvironmentLog {
	readonly #snapshots: TimedList<EnvironmentSnapshot>;
	#nextId: number;

	constructor(stored?: EnvironmentLogState) {
		this.#snapshots = new TimedList(MONTH_MS, MONTH_MS / MINUTE, stored?.snapshots);
		this.#nextId = stored?.nextId ?? 1;
	}

	observe({ at, scores, environment }: EnvironmentSample): void {
		const last = this.#snapshots.last;
		if (!scores.length || (last && minuteOf(last.at) >= minuteOf(at))) return;
		const counts: Record<Level, number> = { healthy: 0, degraded: 0, warning: 0, critical: 0 };
		let sum = 0;
		let top = { serverName: '', score: -Infinity };
		for (const each of scores) {
			counts[levelOf(each.score)] += 1;
			sum += each.score;
			if (each.score > top.score) top = each;
		}
		this.#snapshots.add({
			id: this.#nextId++,
			at,
			total_servers: scores.length,
			critical_count: counts.critical,
			warning_count: counts.warning,
			degraded_count: counts.degraded,
			healthy_count: counts.healthy,
			prob_30m: environment.prob_30m,
			prob_8h: environment.prob_8h,
			avg_risk_score: sum / scores.length,
			max_risk_score: top.score,
			top_risk_server: top.serverName,
			fleet_health: environment.fleet_health
		});
	}

	/** Oldest first. */
	since(at: number): EnvironmentSnapshot[] {
		return this.#snapshots.since(at);
	}

	state(): EnvironmentLogState {
		return { nextId: this.#nextId, snapshots: [...this.#snapshots.all()] };
	}
}

const minuteOf = (at: number) => Math.floor(at / MINUTE);
