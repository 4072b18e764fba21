import * as z from 'zod/mini';
import { CADENCE_MS } from '#core/protocol/messages.ts';
import { remember, remembered } from './storage.ts';

const KEY = 'fleetcast.cadence';
const schema = z.number().check(z.gte(CADENCE_MS.least), z.lte(CADENCE_MS.most));

/** Returns how often states are wanted, in ms, before a user chooses: in a demo as fast as its fleet changes. */
export function usualCadenceMs({ demo }: { readonly demo: boolean }): number {
	return demo ? CADENCE_MS.least : CADENCE_MS.usual;
}

/** Reads how often states are wanted, in ms, as chosen in this browser; undefined if nothing was. */
export function rememberedCadence(): number | undefined {
	return remembered(KEY, schema);
}

/** Stores it for this browser. */
export function rememberCadence(everyMs: number): void {
	remember(KEY, everyMs);
}
