import fc from 'fast-check';
import type { Json, JsonObject } from '#core/json/json.ts';

/**
 * Names as daemons send them: anything at all, and the ones that break naive code more often than by chance. Without
 * backslashes: once Node 24 has read the name `\`, its JSON.parse reads the name `"` as `\` too (nodejs/node#63785).
 */
const anyName = fc.oneof(
	fc.string().map((name) => name.replaceAll('\\', '')),
	fc.constantFrom('', '__proto__', 'constructor', 'toString', 'a/b', '<b>', '"', 'web 1', 'ü')
);

const leaf = fc.oneof(
	fc.string(),
	fc.integer(),
	fc.boolean(),
	fc.double({ noNaN: true, noDefaultInfinity: true })
);

function entries<Value>(value: fc.Arbitrary<Value>) {
	return fc
		.array(fc.tuple(anyName, value), { maxLength: 6 })
		.map((pairs) => Object.fromEntries(pairs));
}

/** A state of a topic: objects, arrays and leaves, never null. */
export const anyState = fc.letrec<{ value: Json; state: JsonObject }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small' },
		leaf,
		fc.array(leaf, { maxLength: 3 }),
		tie('state')
	) as fc.Arbitrary<Json>,
	state: entries(tie('value')) as fc.Arbitrary<JsonObject>
})).state;

/** Two states that share most of what they hold, as two ticks do. */
export const neighbours = fc
	.tuple(anyState, anyState, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }))
	.map(([a, b, choices]): [JsonObject, JsonObject] => {
		const kept = Object.entries(a).filter((_, index) => choices[index % choices.length]);
		return [a, Object.fromEntries([...kept, ...Object.entries(b)])];
	});
