import type { Kind } from './kinds.ts';

/** One setting: an environment variable, how its text is parsed, and its description in README. */
export interface Setting<Value> {
	readonly kind: Kind<Value>;
	/** The text that counts when the variable is unset or blank. */
	readonly fallback: string;
	readonly type: string;
	readonly sentence: string;
}

/** A setting, its fallback as text. */
export function setting<Value>(
	kind: Kind<Value>,
	fallback: string | number | boolean,
	type: string,
	sentence: string
): Setting<Value> {
	return { kind, fallback: String(fallback), type, sentence };
}
