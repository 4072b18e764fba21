/** JSON in which the order of names makes no difference. */
export function sorted(state: unknown): string {
	return JSON.stringify(state, (_, value: unknown) =>
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
			: value
	);
}
