import type { FeedRecord } from '../feed/record.ts';
import { SampleRing } from './sample-ring.ts';

/** Records a server must have fed before its forecast counts as ready. */
export const READY_RECORDS = 150;

/** Records that all windows together must hold before anything is forecast. */
export const MIN_WINDOW_RECORDS = 100;

export interface TrackedServer {
	readonly name: string;
	readonly ring: SampleRing;
	/** Records ever fed: what the warm-up counts. */
	fed: number;
	/** Time of the newest sample, ms since 1970. */
	newestAt: number;
}

export interface Warmup {
	ready: number;
	seen: number;
	/** Mean records per server. */
	meanRecords: number;
}

/** The servers seen and their windows of raw samples. */
export class Fleet {
	readonly #servers = new Map<string, TrackedServer>();
	readonly #windowRecords: number;
	readonly #windowMs: number;
	#newestAt = -Infinity;

	/**
	 * @param windowRecords samples kept per server
	 * @param windowMs a server silent for longer than this, by the feed's own time, is no longer listed
	 */
	constructor(windowRecords: number, windowMs: number) {
		this.#windowRecords = windowRecords;
		this.#windowMs = windowMs;
	}

	/** The newest time any record carried, -Infinity before the first. */
	get newestAt(): number {
		return this.#newestAt;
	}

	add(record: FeedRecord): TrackedServer {
		let server = this.#servers.get(record.serverName);
		if (!server) {
			const ring = new SampleRing(this.#windowRecords);
			server = { name: record.serverName, ring, fed: 0, newestAt: -Infinity };
			this.#servers.set(record.serverName, server);
		}
		server.ring.push(record.at, record.values);
		server.fed += 1;
		server.newestAt = Math.max(server.newestAt, record.at);
		this.#newestAt = Math.max(this.#newestAt, record.at);
		return server;
	}

	get(serverName: string): TrackedServer | undefined {
		const server = this.#servers.get(serverName);
		return server && this.#isListed(server) ? server : undefined;
	}

	/** Servers that spoke within the window, in the order they were first seen. */
	listed(): TrackedServer[] {
		return [...this.#servers.values()].filter((server) => this.#isListed(server));
	}

	/** Records in the windows of all listed servers. */
	windowSize(): number {
		return this.listed().reduce((sum, { ring }) => sum + ring.length, 0);
	}

	warmup(): Warmup {
		const servers = [...this.#servers.values()];
		const fed = servers.reduce((sum, server) => sum + server.fed, 0);
		return {
			ready: servers.filter((server) => server.fed >= READY_RECORDS).length,
			seen: servers.length,
			meanRecords: servers.length ? fed / servers.length : 0
		};
	}

	#isListed(server: TrackedServer): boolean {
		return this.#newestAt - server.newestAt <= this.#windowMs;
	}
}
