import { cleanTexts } from '../hide-in-json.ts';

/** Half of a surrogate pair. */
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Half of a pair as JSON escapes it, or what would take a closer look to tell. */
const MAY_HOLD_HALF =
	/\\\\u[dD]|\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]/;

/** Whether text of JSON may hold half a surrogate pair: no address, file or database can carry one. */
export function mayHoldHalf(json: string): boolean {
	return MAY_HOLD_HALF.test(json);
}

/** Spells each half of a pair out as JSON does (`\ud800`): replaced by one character, two names would become the same. */
export function spellHalves(text: string): string {
	return text.isWellFormed()
		? text
		: text.replace(HALF, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
}

/** The same for all names and values of what was parsed, in place. */
export function spellHalvesIn(parsed: unknown): unknown {
	return cleanTexts(parsed, spellHalves, (value) => value);
}
