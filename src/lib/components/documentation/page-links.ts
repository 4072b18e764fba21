import type { Address } from '../common/address.ts';

/** The pages that there are, and how they are addressed: what links between them need. */
export interface PageLinks {
	readonly ids: readonly string[];
	/** `hash` begins with #, or is empty. */
	addressOf(id: string, hash: string): Address;
}
