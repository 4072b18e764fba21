import type { ErrorSink } from './learn.ts';
import { Pool, poolName } from './pool.ts';
import type { Quantiles } from './quantiles.ts';
import { Series, type SeriesMemory } from './series.ts';
import { ServerModel } from './server-model.ts';

/** Forecasts every metric of every server that it has been shown. */
export class Forecaster {
	readonly #servers = new Map<string, ServerModel>();
	readonly #pools = new Map<string, Pool>();
	readonly #sink: ErrorSink;

	constructor(sink: ErrorSink) {
		this.#sink = sink;
	}

	/** Takes one sample in. */
	observe(serverName: string, at: number, values: Float64Array): void {
		this.#modelOf(serverName).observe(at, values);
	}

	/** The server's clock was set back: what comes next is new, though its time has been before. */
	setBack(serverName: string): void {
		this.#servers.get(serverName)?.setBack();
	}

	forget(serverName: string): void {
		const model = this.#servers.get(serverName);
		if (model) model.pool.members -= 1;
		this.#servers.delete(serverName);
	}

	/** Writes the server's forecast; false when nothing is known of it. */
	forecast(serverName: string, into: Quantiles): boolean {
		const model = this.#servers.get(serverName);
		model?.forecast(into);
		return model !== undefined;
	}

	/** What is known of a server, undefined for one never seen. */
	model(serverName: string): ServerModel | undefined {
		return this.#servers.get(serverName);
	}

	get pools(): Iterable<[string, Pool]> {
		return this.#pools;
	}

	/** Puts a stored pool back. Pools come before their servers. */
	restorePool(name: string, memory: Float64Array): void {
		this.#pools.set(name, new Pool(memory));
	}

	/** Puts a stored server back. */
	restoreServer(
		serverName: string,
		at: number,
		series: readonly (SeriesMemory | undefined)[]
	): void {
		const model = this.#modelOf(serverName);
		model.at = at;
		series.forEach((memory, metric) => {
			if (!memory) return;
			const restored = new Series(memory);
			model.series[metric] = restored;
			if (restored.season.isKnown) model.pool.seasonal.add(metric);
		});
	}

	#modelOf(serverName: string): ServerModel {
		let model = this.#servers.get(serverName);
		if (!model) {
			const pool = this.#poolOf(poolName(serverName));
			pool.members += 1;
			this.#servers.set(serverName, (model = new ServerModel(pool, this.#sink)));
		}
		return model;
	}

	#poolOf(name: string): Pool {
		let pool = this.#pools.get(name);
		if (!pool) this.#pools.set(name, (pool = new Pool()));
		return pool;
	}
}
