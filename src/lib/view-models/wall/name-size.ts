/** How large names are written: all alike, as large as the longest allows. */
export function nameSize(
	rows: readonly { readonly server: string }[]
): 'large' | 'medium' | 'small' {
	const longest = Math.max(0, ...rows.map(({ server }) => server.length));
	if (longest <= 14) return 'large';
	return longest <= 28 ? 'medium' : 'small';
}
