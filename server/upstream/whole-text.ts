import { cleanTexts } from '../hide-in-json.ts';

/** A lone surrogate. */
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** A lone surrogate as JSON escapes it, or text that needs a closer look. */
const MAY_HOLD_HALF =
	/\\\\u[dD]|\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]/;

/** Whether JSON text may contain a lone surrogate: no address, file or database can carry one. */
export function mayHoldHalf(json: string): boolean {
	return MAY_HOLD_HALF.test(json);
}

/** Escapes each lone surrogate as JSON does (`\ud800`): with a replacement character, two names would become the same. */
export function spellHalves(text: string): string {
	return text.isWellFormed()
		? text
		: text.replace(HALF, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
}

/** Does the same for all names and values of a parsed body, in place. */
export function spellHalvesIn(parsed: unknown): unknown {
	return cleanTexts(parsed, spellHalves, (value) => value);
}
