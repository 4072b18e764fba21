/** Returns an entry to spread, or nothing: an unknown value is absent, never undefined. */
export function optional<Key extends string, Value>(
	key: Key,
	value: Value | undefined
): { [K in Key]?: Value } {
	return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}
