import type { Json } from '#core/json/json.ts';
import { allCharacters, type AnswerBounds } from './answer-bounds.ts';
import type { RejectionSink } from './rejected-parts.ts';

/** What an entry of a list counts besides its text. */
const ENTRY_CHARACTERS = 10;

/**
 * Returns the state within the bounds: long texts are cut, long lists end early, and both are reported. For states already
 * in our shape, whose depth is limited.
 */
export function bounded<State extends object>(
	path: string,
	state: State,
	bounds: AnswerBounds,
	rejected: RejectionSink
): State {
	let left = allCharacters(bounds);

	function text(value: string, at: string): string {
		const most = Math.max(0, Math.min(bounds.textLength, left));
		left -= value.length;
		if (value.length <= most) return value;
		rejected.push({ path: at, reason: `a text of more than ${most} characters, cut` });
		return `${value.slice(0, most).toWellFormed()}…`;
	}

	function list(values: readonly Json[], at: string): Json[] {
		const kept: Json[] = [];
		for (const value of values) {
			if (kept.length >= bounds.servers || left <= 0) break;
			left -= ENTRY_CHARACTERS;
			kept.push(part(value, at));
		}
		const lost = values.length - kept.length;
		if (lost > 0) rejected.push({ path: at, reason: 'more than is taken of a list', parts: lost });
		return kept;
	}

	function part(value: Json, at: string): Json {
		if (typeof value === 'string') return text(value, at);
		if (typeof value !== 'object') return value;
		if (Array.isArray(value)) return list(value as readonly Json[], at);
		return Object.fromEntries(
			Object.entries(value as object).map(([name, each]) => [
				name,
				part(each as Json, `${at}.${name}`)
			])
		);
	}

	// Cannot fail: the same shape with less in it.
	return part(state as unknown as Json, path) as unknown as State;
}
