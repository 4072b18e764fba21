import * as z from 'zod/mini';
import { isObject } from './json.ts';

const values = new WeakMap<object, z.ZodMiniType>();

/**
 * An object used as a map with arbitrary keys. Not `z.record`, which drops the key `__proto__`: a server may have that
 * name.
 */
export function dictionaryOf<Value>(value: z.ZodMiniType<Value>) {
	const schema = z.custom<Readonly<Record<string, Value>>>(
		(input) =>
			isObject(input) && Object.values(input).every((entry) => value.safeParse(entry).success),
		'expected a map'
	);
	values.set(schema, value);
	return schema;
}

/** Returns the schema of a map's values, for generated documentation; undefined for any other schema. */
export function valueOf(dictionary: object): z.ZodMiniType | undefined {
	return values.get(dictionary);
}

/** Milliseconds since 1970, UTC. */
export const instant = z.number().check(z.gte(0));
/** A duration in milliseconds. */
export const duration = z.number().check(z.gte(0));
/** A count, or the number of a tick or a state: 0 or more. */
export const wholeNumber = z.int().check(z.gte(0));
export const score = z.number().check(z.gte(0), z.lte(100));
