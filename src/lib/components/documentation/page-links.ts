import type { Address } from '../common/address.ts';

/** The pages and their addresses: what links between documents need. */
export interface PageLinks {
	readonly ids: readonly string[];
	/** Returns the address of a page; `hash` begins with # or is empty. */
	addressOf(id: string, hash: string): Address;
}
