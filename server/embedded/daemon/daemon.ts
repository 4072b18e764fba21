import { Inferrer, type Inference } from './answer/inference.ts';
import {
	parseBatch,
	type FeedRecord,
	type RefusedMetric,
	type RefusedRecord
} from './feed/record.ts';
import { createCascade, type Cascade } from './cascade/cascade.ts';
import { DriftMonitor, type DriftStatus } from './drift/drift-monitor.ts';
import { explain, type Explanation } from './explain/explain.ts';
import { createHistory, type History } from './history/history.ts';
import { Fleet, MAX_SERVERS, MIN_WINDOW_RECORDS, READY_RECORDS } from './fleet/fleet.ts';
import { Forecaster } from './forecast/forecaster.ts';
import { METRIC_INDEX, type MetricName } from './metrics.ts';
import type { StatePart } from './state/state-parts.ts';

export interface DaemonOptions {
	readonly now: () => number;
	/** Raw samples kept per server. */
	readonly windowRecords: number;
	/** In ms of the feed's own time. A server that is silent for longer is left out of the answers. */
	readonly windowMs: number;
}

export type FeedAnswer =
	| {
			status: 'accepted';
			tick: number;
			window_size: number;
			servers_tracked: number;
			servers_ready: number;
			warmup_complete: boolean;
			refused?: RefusedRecord[];
			/** Values left out of records that count otherwise, and values clamped to a bound; not part of the contract. */
			refused_metrics?: RefusedMetric[];
			clamped?: number;
			cascade_alert?: ReturnType<Cascade['alert']>;
	  }
	| { status: 'ignored'; reason: string; refused?: RefusedRecord[] };

export interface DaemonStatus {
	running: true;
	tick_count: number;
	window_size: number;
	warmup: {
		is_warmed_up: boolean;
		progress_percent: number;
		threshold: number;
		current_size: number;
		required_size: number;
		message: string;
		/** The servers that are not ready; not part of the contract. */
		warming_servers: string[];
	};
}

/** How often the fleet is forecast only for the history, in ms. */
const REMEMBER_EVERY_MS = 60_000;

/** In ms. A record further ahead of both the wall clock and the feed's own time comes from a wrong clock. */
const FUTURE_MS = 24 * 60 * 60_000;

/** The daemon's knowledge, and one inference per fed batch however often it is requested. */
export class Daemon {
	readonly #now: () => number;
	readonly #fleet: Fleet;
	readonly #drift: DriftMonitor;
	readonly #forecaster: Forecaster;
	readonly #inferrer: Inferrer;
	/** The record of past forecasts. */
	readonly history: History;
	/** Detects trouble that many servers share. */
	readonly cascade: Cascade;
	#tick: number;
	#inference: Inference | undefined;
	#inferredAt = -Infinity;

	/**
	 * @param stored parts of an earlier state to continue from
	 *
	 * @throws when the parts do not fit this version
	 */
	constructor({ now, windowRecords, windowMs }: DaemonOptions, stored: readonly StatePart[] = []) {
		this.#now = now;
		this.cascade = createCascade({ now });
		this.#fleet = new Fleet(windowRecords, windowMs);
		const fleet = stored.find((part) => part.part === 'fleet');
		this.#tick = fleet?.tick ?? 0;
		this.#drift = new DriftMonitor(fleet?.drift);
		this.#forecaster = new Forecaster(this.#drift);
		this.#inferrer = new Inferrer(this.#forecaster);
		const remembered = stored.find((part) => part.part === 'history');
		this.history = createHistory({ now, ...(remembered && { stored: remembered.state }) });
		for (const part of stored) {
			if (part.part === 'pool') this.#forecaster.restorePool(part.name, part.memory);
		}
		for (const part of stored) {
			if (part.part !== 'server') continue;
			this.#fleet.restore(part.name, part.fed, part.times, part.samples);
			this.#forecaster.restoreServer(part.name, part.at, part.series);
		}
	}

	/** Returns everything needed to continue after a restart, part by part on demand. */
	*stateParts(): Generator<StatePart> {
		yield { part: 'fleet', tick: this.#tick, drift: this.#drift.stored };
		yield { part: 'history', state: this.history.toJSON() };
		for (const [name, { memory }] of this.#forecaster.pools) yield { part: 'pool', name, memory };
		for (const { name, fed, ring } of this.#fleet.all()) {
			const model = this.#forecaster.model(name);
			if (!model) continue;
			const series = model.series.map((each) => each?.memory);
			yield { part: 'server', name, fed, ...ring.toArrays(), at: model.at, series };
		}
	}

	/** Takes in one batch. Bad records are rejected one by one, and a batch without a good one is no tick. */
	feed(raw: readonly unknown[]): FeedAnswer {
		if (!raw.length) return { status: 'ignored', reason: 'empty batch' };
		const latest = Math.max(this.#now(), this.#fleet.newestAt) + FUTURE_MS;
		// The first batch sets the feed's time, which may be simulated.
		const { records, refused, refusedMetrics, clamped } = parseBatch(
			raw,
			this.#tick ? latest : Infinity
		);
		const taken = records.filter((record) => this.#take(record, refused));
		refused.sort((one, other) => one.index - other.index);
		const told = refused.length ? { refused } : {};
		if (!taken.length) return { status: 'ignored', reason: 'no valid record', ...told };
		this.#tick += 1;
		this.cascade.observe(taken);
		const alert = this.cascade.alert();
		this.#inference = undefined;
		for (const name of this.#fleet.forgetLongSilent()) this.#forecaster.forget(name);
		// The history continues even if nobody requests a forecast.
		if (this.#now() - this.#inferredAt >= REMEMBER_EVERY_MS) this.inference();
		const { ready, seen } = this.#fleet.warmup();
		return {
			status: 'accepted',
			tick: this.#tick,
			window_size: this.#fleet.windowSize(),
			servers_tracked: seen,
			servers_ready: ready,
			warmup_complete: ready === seen,
			...told,
			...(refusedMetrics.length ? { refused_metrics: refusedMetrics } : {}),
			...(clamped ? { clamped } : {}),
			...(alert ? { cascade_alert: alert } : {})
		};
	}

	#take(record: FeedRecord, refused: RefusedRecord[]): boolean {
		const { index, serverName, at, values } = record;
		if (!this.#fleet.hasRoomFor(serverName)) {
			refused.push({ index, reason: `server_name: more than ${MAX_SERVERS} servers` });
			return false;
		}
		if (this.#fleet.add(record)) this.#forecaster.setBack(serverName);
		this.#forecaster.observe(serverName, at, values);
		return true;
	}

	status(): DaemonStatus {
		const { ready, seen, meanRecords, unready } = this.#fleet.warmup();
		const isWarm = seen > 0 && ready === seen;
		return {
			running: true,
			tick_count: this.#tick,
			window_size: this.#fleet.windowSize(),
			warmup: {
				is_warmed_up: isWarm,
				progress_percent: seen ? Math.floor((ready / seen) * 100) : 0,
				threshold: READY_RECORDS,
				current_size: Math.floor(meanRecords),
				required_size: READY_RECORDS,
				message: warmupMessage(ready, seen),
				warming_servers: unready
			}
		};
	}

	/** Returns the forecast from the present window, or how many records it holds if they are too few. */
	inference(): Inference | { records: number; required: number } {
		const records = this.#fleet.windowSize();
		if (records < MIN_WINDOW_RECORDS) return { records, required: MIN_WINDOW_RECORDS };
		return (this.#inference ??= this.#infer());
	}

	#infer(): Inference {
		this.#inferredAt = this.#now();
		const inference = this.#inferrer.infer(this.#fleet, this.#inferredAt);
		this.history.observe({
			...inference,
			metricsOf: (serverName) => {
				const latest = this.#fleet.get(serverName)?.ring.latest();
				const at = (metric: MetricName) => latest?.[METRIC_INDEX[metric]] ?? NaN;
				const idle = at('cpu_idle_pct');
				const cpu = Number.isNaN(idle) ? at('cpu_user_pct') : 100 - idle;
				return { cpu, memory: at('mem_used_pct'), iowait: at('cpu_iowait_pct') };
			}
		});
		return inference;
	}

	/** Returns why a server has its score; a string says what is missing. */
	explain(serverName: string): { explanation: Explanation; entry: string } | MissingExplanation {
		const server = this.#fleet.get(serverName);
		const model = this.#forecaster.model(serverName);
		if (!server || !model || !('body' in this.inference())) return { missing: 'no_prediction' };
		if (server.ring.length < EXPLAIN_RECORDS) {
			return { missing: 'insufficient_data', records: server.ring.length };
		}
		const entry = this.#inferrer.entry(server);
		const reading = this.#inferrer.read(server);
		if (!reading || !entry) return { missing: 'no_prediction' };
		return { explanation: explain(server, model, reading, server.ring.spacingMs()), entry };
	}

	drift(): DriftStatus {
		return this.#drift.status(this.#now());
	}

	/** Returns the time of the newest record in ms since 1970, -Infinity before the first. */
	get newestAt(): number {
		return this.#fleet.newestAt;
	}

	/** Returns the number of records fed so far, and of their servers. */
	get seen(): { records: number; servers: number } {
		const { seen, meanRecords } = this.#fleet.warmup();
		return { records: Math.round(meanRecords * seen), servers: seen };
	}
}

/** With fewer samples of a server, its past explains nothing. */
const EXPLAIN_RECORDS = 10;

export type MissingExplanation =
	{ missing: 'no_prediction' } | { missing: 'insufficient_data'; records: number };

function warmupMessage(ready: number, seen: number): string {
	if (!seen) return 'Waiting for data...';
	return ready === seen
		? 'Model ready - using the embedded forecaster'
		: `Warming up: ${ready}/${seen} servers ready`;
}
