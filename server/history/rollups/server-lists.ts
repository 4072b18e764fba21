import type { DatabaseSync } from 'node:sqlite';
import type { ServerList } from './pack.ts';

/** Names and profiles, read once for all the rows that share them. */
export class ServerLists {
	readonly #read;
	readonly #known = new Map<number, ServerList>();
	readonly #places = new Map<number, number>();

	constructor(database: DatabaseSync) {
		this.#read = database.prepare('SELECT servers FROM rosters WHERE id = ?');
	}

	get(id: number): ServerList {
		const known = this.#known.get(id);
		if (known) return known;
		const serverList = JSON.parse(String(this.#read.get(id)?.['servers'] ?? '[]')) as ServerList;
		this.#known.set(id, serverList);
		return serverList;
	}

	/** Returns the position of one server; the same server for the lifetime of this object. */
	indexOf(id: number, server: string): number {
		const known = this.#places.get(id);
		if (known !== undefined) return known;
		const place = this.get(id).findIndex(([name]) => name === server);
		this.#places.set(id, place);
		return place;
	}
}
