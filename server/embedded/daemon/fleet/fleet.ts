import type { FeedRecord } from '../feed/record.ts';
import { METRIC_COUNT, STEP_MS } from '../metrics.ts';
import { SampleRing } from './sample-ring.ts';

/** Records of a server before its forecast counts as ready. */
export const READY_RECORDS = 150;

/** Records in all windows together before anything is forecast. */
export const MIN_WINDOW_RECORDS = 100;

/** Servers that are kept at once; each takes about 150 kB. */
export const MAX_SERVERS = 3000;

/** In ms. A server that is silent for longer is forgotten, with everything learnt of it. */
const FORGET_MS = 8 * 24 * 60 * 60_000;

/** A single old record is late; this many in a row mean that a clock was set back. */
const SET_BACK_RECORDS = 3;

export interface TrackedServer {
	readonly name: string;
	readonly ring: SampleRing;
	/** The number of records ever fed, which the warm-up counts. */
	fed: number;
	/** Time of the newest sample, ms since 1970. */
	newestAt: number;
	/** The number of records in a row whose time was well before the newest. */
	lateInARow: number;
}

export interface Warmup {
	ready: number;
	seen: number;
	/** Mean records per server. */
	meanRecords: number;
	/** Names of the servers that are not ready. */
	unready: string[];
}

/** The known servers and their windows of raw samples. */
export class Fleet {
	readonly #servers = new Map<string, TrackedServer>();
	readonly #windowRecords: number;
	readonly #windowMs: number;
	#newestAt = -Infinity;

	/**
	 * @param windowRecords samples kept per server
	 *
	 * @param windowMs a server that is silent for longer, by the feed's own time, is not listed
	 */
	constructor(windowRecords: number, windowMs: number) {
		this.#windowRecords = windowRecords;
		this.#windowMs = windowMs;
	}

	/** Returns the newest time of any record, -Infinity before the first. */
	get newestAt(): number {
		return this.#newestAt;
	}

	/**
	 * Inserts a record into its server's window, by its own time. Returns true if the server's clock was set back:
	 * several records in a row were well before the newest, which is then forgotten.
	 */
	add(record: FeedRecord): boolean {
		const server = this.#serverOf(record.serverName);
		server.lateInARow = record.at < server.newestAt - STEP_MS ? server.lateInARow + 1 : 0;
		const isSetBack = server.lateInARow >= SET_BACK_RECORDS;
		if (isSetBack) this.#setBack(server, record.at);
		server.ring.push(record.at, record.values);
		server.fed += 1;
		server.newestAt = Math.max(server.newestAt, record.at);
		this.#newestAt = Math.max(this.#newestAt, record.at);
		return isSetBack;
	}

	/** Returns whether a record of this server can be taken in. */
	hasRoomFor(serverName: string): boolean {
		return this.#servers.has(serverName) || this.#servers.size < MAX_SERVERS;
	}

	/** Forgets the servers that were silent for too long, and returns their names. */
	forgetLongSilent(): string[] {
		const silent = [...this.#servers.values()].filter(
			({ newestAt }) => this.#newestAt - newestAt > FORGET_MS
		);
		for (const { name } of silent) this.#servers.delete(name);
		return silent.map(({ name }) => name);
	}

	/** Returns all known servers, including silent ones. */
	all(): Iterable<TrackedServer> {
		return this.#servers.values();
	}

	/** Restores a stored server: its window and its number of fed records. */
	restore(serverName: string, fed: number, times: Float64Array, samples: Float64Array): void {
		times.forEach((at, position) => {
			const from = position * METRIC_COUNT;
			this.add({ index: 0, serverName, at, values: samples.subarray(from, from + METRIC_COUNT) });
		});
		this.#serverOf(serverName).fed = fed;
	}

	get(serverName: string): TrackedServer | undefined {
		const server = this.#servers.get(serverName);
		return server && this.#isListed(server) ? server : undefined;
	}

	/** Returns the servers with a record within the window, in the order of their first record. */
	listed(): TrackedServer[] {
		return [...this.#servers.values()].filter((server) => this.#isListed(server));
	}

	/** Returns the time between a server's samples in ms: the median over the listed servers. */
	spacingMs(): number {
		const spacings = this.listed().map(({ ring }) => ring.spacingMs());
		return spacings.sort((one, other) => one - other)[Math.floor(spacings.length / 2)] ?? NaN;
	}

	/** Returns the number of records in the windows of all listed servers. */
	windowSize(): number {
		return this.listed().reduce((sum, { ring }) => sum + ring.length, 0);
	}

	/** Counts only listed servers: one that has left does not delay the warm-up. */
	warmup(): Warmup {
		const servers = this.listed();
		const unready = servers.filter((server) => server.fed < READY_RECORDS);
		const fed = servers.reduce((sum, server) => sum + server.fed, 0);
		return {
			ready: servers.length - unready.length,
			seen: servers.length,
			meanRecords: servers.length ? fed / servers.length : 0,
			unready: unready.map(({ name }) => name)
		};
	}

	#setBack(server: TrackedServer, at: number): void {
		server.ring.dropAfter(at);
		server.lateInARow = 0;
		server.newestAt = at;
		this.#newestAt = Math.max(...[...this.#servers.values()].map(({ newestAt }) => newestAt));
	}

	#serverOf(name: string): TrackedServer {
		let server = this.#servers.get(name);
		if (!server) {
			const ring = new SampleRing(this.#windowRecords);
			server = { name, ring, fed: 0, newestAt: -Infinity, lateInARow: 0 };
			this.#servers.set(name, server);
		}
		return server;
	}

	#isListed(server: TrackedServer): boolean {
		return this.#newestAt - server.newestAt <= this.#windowMs;
	}
}
