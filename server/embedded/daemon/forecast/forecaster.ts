import type { ErrorSink } from './learn.ts';
import { Pool, poolName } from './pool.ts';
import type { Quantiles } from './quantiles.ts';
import { Series, type SeriesMemory } from './series.ts';
import { ServerModel } from './server-model.ts';

/** Forecasts every metric of every server that it has seen. */
export class Forecaster {
	readonly #servers = new Map<string, ServerModel>();
	readonly #pools = new Map<string, Pool>();
	readonly #sink: ErrorSink;

	constructor(sink: ErrorSink) {
		this.#sink = sink;
	}

	/** Takes in one sample. */
	observe(serverName: string, at: number, values: Float64Array): void {
		this.#modelOf(serverName).observe(at, values);
	}

	/** Handles a server's clock that was set back: the samples that follow are new, although their times are not. */
	setBack(serverName: string): void {
		this.#servers.get(serverName)?.setBack();
	}

	forget(serverName: string): void {
		const model = this.#servers.get(serverName);
		if (model) model.pool.members -= 1;
		this.#servers.delete(serverName);
	}

	/** Writes the server's forecast; returns false if the server is unknown. */
	forecast(serverName: string, into: Quantiles): boolean {
		const model = this.#servers.get(serverName);
		model?.forecast(into);
		return model !== undefined;
	}

	/** Returns the model of a server, undefined for an unknown one. */
	model(serverName: string): ServerModel | undefined {
		return this.#servers.get(serverName);
	}

	get pools(): Iterable<[string, Pool]> {
		return this.#pools;
	}

	/** Restores a stored pool. Pools must be restored before their servers. */
	restorePool(name: string, memory: Float64Array): void {
		this.#pools.set(name, new Pool(memory));
	}

	/** Restores a stored server. */
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
