import type { ErrorSink } from './learn.ts';
import { Pool, poolName } from './pool.ts';
import type { Quantiles } from './quantiles.ts';
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
